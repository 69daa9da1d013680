import type { Bench } from '../bench.ts';
import type { OpenSocketsJob } from '../load/jobs.ts';
import { stagesOf } from '../suite/stages.ts';

/** How many sockets, and of how many channels each joins one. */
export interface Crowd {
  readonly sockets: number;
  readonly channels?: number;
  readonly senders?: number;
}

/** Sockets to open. Each has a token of its own, as those of different people would. */
export async function socketsOf(bench: Bench, { sockets, channels = 1, senders = 1 }: Crowd): Promise<OpenSocketsJob> {
  const { fixture, options, url } = bench;
  const tokens: string[] = [];
  while (tokens.length < sockets) tokens.push(await fixture.owner.freshToken());
  return {
    url: `${url.replace(/^http/, 'ws')}/ws/chat/`,
    channelIds: await stagesOf(bench, channels),
    tokens,
    concurrency: options.concurrency,
    senders,
  };
}
