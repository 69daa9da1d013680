import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';
import fc from 'fast-check';

import type { HomeGraphReplica } from './support/homegraph-replica.js';
import { HomeGraphTestBed } from './support/homegraph-test-bed.js';

const OPEN = statement<{ count: number }>(
  'test-open-reports',
  'SELECT count(*)::int AS count FROM homegraph_report WHERE agent_user_id = ANY($1) AND next_try IS NOT NULL',
);
const SET_ASIDE = statement<{ deviceId: string }>(
  'test-set-aside',
  'SELECT device_id AS "deviceId" FROM homegraph_report WHERE agent_user_id = ANY($1) AND fault IS NOT NULL',
);
const LAMPS = 4;
/** Longer than a call of this fake, so that nobody's work is taken from under them. */
const LEASE_MS = 1_000;

/** Something that happens to the suite or to Google; all of it may happen at once. */
type Happening =
  | { readonly kind: 'change'; readonly lamp: number; readonly brightness: number; readonly isOnline: boolean }
  | { readonly kind: 'work'; readonly replica: number }
  | { readonly kind: 'die'; readonly replica: number; readonly hasSent: boolean }
  | { readonly kind: 'outage'; readonly status: 0 | 429 | 500 | 503 | 403 }
  | { readonly kind: 'rejecting'; readonly lamp: number; readonly isRejecting: boolean };

const lamp = fc.nat({ max: LAMPS - 1 });
const replica = fc.nat({ max: 1 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      lamp,
      brightness: fc.nat({ max: 100 }),
      isOnline: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('work' as const), replica }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), replica, hasSent: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('outage' as const), status: fc.constantFrom(0, 429, 500, 503, 403) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rejecting' as const), lamp, isRejecting: fc.boolean() }) },
);

describe('whatever happens to the queue', () => {
  let bed: HomeGraphTestBed;
  let replicas: [HomeGraphReplica, HomeGraphReplica];

  beforeAll(async () => {
    bed = await HomeGraphTestBed.open();
    const timings = { debounce: 0, lease: LEASE_MS, backOff: 1, longestBackOff: 4 };
    replicas = [bed.replica(timings), bed.replica(timings)];
  });

  afterAll(() => bed.stop());

  it('each device’s last report tells its last state, to everybody who is linked', async () => {
    await fc.assert(fc.asyncProperty(fc.array(happening, { maxLength: 25 }), holds), { numRuns: 25 });
  }, 240_000);

  async function holds(happenings: readonly Happening[]): Promise<void> {
    const users = [randomUUID(), randomUUID()];
    const homeId = await bed.homes.addHome(...users);
    const lamps = await Promise.all(Array.from({ length: LAMPS }, () => bed.homes.addDevice(users[0] ?? '', homeId)));
    for (const user of users) await bed.link(replicas[0], user, lamps);
    const last = new Map<string, object>();
    const changing = new Map<number, Promise<void>>();
    const under = happenings.map((event) => () => happen(event, lamps, last, changing));
    // Two at a time, without an order between them.
    for (let at = 0; at < under.length; at += 2) await Promise.all(under.slice(at, at + 2).map((begin) => begin()));
    bed.google.outage = undefined;
    for (const id of lamps) bed.google.homes.accept(id);
    await settle(users);
    const aside = new Set((await bed.database.rows(SET_ASIDE, [users])).map(({ deviceId }) => deviceId));
    for (const [id, state] of last) {
      if (aside.has(id)) continue;
      for (const user of users) expect(bed.google.homes.stateOf(user, id)).toEqual(state);
    }
    // What was set aside comes with the next change.
    for (const id of aside) await change(id, 42, true, last);
    await settle(users);
    for (const [id, state] of last) {
      for (const user of users) expect(bed.google.homes.stateOf(user, id)).toEqual(state);
    }
  }

  async function happen(
    event: Happening,
    lamps: readonly string[],
    last: Map<string, object>,
    changing: Map<number, Promise<void>>,
  ): Promise<void> {
    if (event.kind === 'outage') {
      bed.google.outage = event.status === 0 ? undefined : { status: event.status };
    } else if (event.kind === 'rejecting') {
      const id = lamps[event.lamp] ?? '';
      if (event.isRejecting) bed.google.homes.reject(id);
      else bed.google.homes.accept(id);
    } else if (event.kind === 'work') {
      await replicas[event.replica]?.queuedReports.workOff(randomUUID());
    } else if (event.kind === 'die') {
      await die(event.replica, event.hasSent);
    } else {
      // Changes of one device come one after the other, as under its row's lock.
      const before = changing.get(event.lamp) ?? Promise.resolve();
      const now = before.then(() => change(lamps[event.lamp] ?? '', event.brightness, event.isOnline, last));
      changing.set(event.lamp, now);
      await now;
    }
  }

  async function change(id: string, brightness: number, isOnline: boolean, last: Map<string, object>): Promise<void> {
    const state = { on: brightness > 0, brightness };
    await bed.homes.change(id, { state, isOnline }, (tx) => replicas[0].queue.enqueue(tx, id));
    last.set(id, isOnline ? { ...state, online: true } : { online: false });
  }

  /** A process takes reports, may get as far as telling Google, and is gone. */
  async function die(at: number, hasSent: boolean): Promise<void> {
    const dying = replicas[at];
    const taken = (await dying?.reports.claim(randomUUID(), LEASE_MS, 50)) ?? [];
    const [first] = taken;
    if (!dying || !first || !hasSent) return;
    const ids = taken.map(({ deviceId }) => deviceId);
    const found = await bed.homes.directory.findForUser(first.agentUserId, ids);
    const states = Object.fromEntries(
      [...found].map(([id, { isOnline, state }]) => [id, isOnline ? { ...state, online: true } : { online: false }]),
    );
    await dying.client.report(first.agentUserId, states).catch(() => undefined);
  }

  async function settle(users: readonly string[]): Promise<void> {
    await eventually(
      async () => {
        await Promise.all(replicas.map(({ queuedReports }) => queuedReports.workOff(randomUUID())));
        expect((await bed.database.row(OPEN, [users]))?.count).toBe(0);
      },
      { within: 30_000, every: 5 },
    );
  }
});
