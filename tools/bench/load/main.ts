import { Audience } from './audience.ts';
import { Followers } from './followers.ts';
import { Heartbeats } from './heartbeats.ts';
import { runHttpJob } from './http-load.ts';
import type { JobKind, Jobs, Order, Outcome } from './jobs.ts';

// The load generator's process: does what it is told over its IPC channel, and ends with it.
const audience = new Audience();
const followers = new Followers();
const heartbeats = new Heartbeats();

const workers: { [Kind in JobKind]: (job: Jobs[Kind]['job']) => Promise<Jobs[Kind]['result']> } = {
  http: runHttpJob,
  openSockets: (job) => audience.open(job),
  deliver: (job) => audience.deliver(job),
  closeSockets: () => audience.close(),
  openFollowers: (job) => followers.open(job),
  loseFollowers: () => followers.lose(),
  comeBack: (job) => followers.comeBack(job),
  openPresence: (job) => heartbeats.open(job),
  beat: (job) => heartbeats.beat(job),
  closePresence: () => heartbeats.close(),
};

process.on('disconnect', () => process.exit());
// Ctrl-C in a terminal reaches this process too, but the bench decides when it ends.
process.on('SIGINT', () => undefined);
process.on('message', (order: Order) => void serve(order));

async function serve({ kind, job }: Order): Promise<void> {
  const work = workers[kind] as (job: unknown) => Promise<unknown>;
  const outcome: Outcome = await work(job).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: (error as Error).message }),
  );
  process.send?.(outcome);
}
