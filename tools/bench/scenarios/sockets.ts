import type { Bench } from '../bench.ts';
import type { OpenSocketsJob } from '../load/jobs.ts';

/** As many sockets as the options say. Each has a token of its own, as those of different people would. */
export async function socketsOf({ fixture, options, url }: Bench): Promise<OpenSocketsJob> {
  const tokens: string[] = [];
  while (tokens.length < options.sockets) tokens.push(await fixture.owner.freshToken());
  return {
    url: `${url.replace(/^http/, 'ws')}/ws/chat/`,
    channelId: fixture.channels.stage,
    tokens,
    concurrency: options.concurrency,
  };
}
