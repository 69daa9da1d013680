import type { Bench } from '../bench.ts';
import type { Fixture } from './fixture.ts';

const stages = new WeakMap<Fixture, number[]>();

/** So many channels for sockets to join; those that are missing are made. */
export async function stagesOf({ fixture }: Bench, count: number): Promise<readonly number[]> {
  const made = stages.get(fixture) ?? [fixture.channels.stage];
  stages.set(fixture, made);
  while (made.length < count) {
    made.push(await fixture.owner.createChannel(fixture.workspaceId, `stage ${made.length}`));
  }
  return made.slice(0, count);
}
