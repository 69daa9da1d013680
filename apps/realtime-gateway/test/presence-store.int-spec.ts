import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PRESENCE_STATUSES, type PresenceChanged } from '@atrium/contracts';
import { testServers } from '@atrium/testing';
import fc from 'fast-check';
import { Redis } from 'ioredis';

import { GRACE_MS, LEASE_MS, PresenceStore, SILENCE_MS } from '../src/presence/presence-store.js';
import { PresenceModel, type Edge } from './presence-model.js';

const ORPHAN_GRACE_MS = 3_000;

let redis: Redis;

beforeAll(() => {
  redis = new Redis(new URL('/15', testServers().redisUrl).href);
});

afterAll(async () => {
  await redis.flushdb();
  redis.disconnect();
});

const person = fc.nat({ max: 1 });
const device = fc.nat({ max: 2 });
const gateway = fc.nat({ max: 1 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('beat' as const),
      person,
      device,
      gateway,
      status: fc.constantFrom(...PRESENCE_STATUSES),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('lose' as const), person, device, gateway }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 2_000, 9_999, GRACE_MS, 30_000, SILENCE_MS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('expire' as const), gateway }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('renew' as const), gateway }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), gateway }) },
);

function told(changes: readonly (PresenceChanged | undefined)[]): Edge[] {
  return changes.flatMap((change) => (change ? [{ userId: change.userId, status: change.status }] : []));
}

function sorted(edges: readonly Edge[]): string[] {
  return edges.map(({ userId, status }) => `${userId} ${status}`).toSorted();
}

it('Whatever connects, beats, closes, falls silent or dies, the same changes are told as the model has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await redis.flushdb();
      let now = 1_800_000_000_000;
      const model = new PresenceModel();
      const open = () =>
        new PresenceStore(
          redis,
          randomUUID(),
          () => now,
          () => ORPHAN_GRACE_MS,
        );
      const stores = [open(), open()] as [PresenceStore, PresenceStore];
      const leases = new Map<string, number>();
      const revisions = new Map<string, number>();
      const people = ['p0', 'p1'];

      const renew = async (store: PresenceStore): Promise<void> => {
        leases.set(store.gatewayId, now + LEASE_MS);
        const dead = [...leases].filter(([, until]) => until <= now).map(([id]) => id);
        // One that holds nothing is forgotten until it says again that it lives.
        for (const id of dead) if (model.heldBy(id).length === 0) leases.delete(id);
        const expected = dead.flatMap((id) =>
          model.heldBy(id).flatMap((held) => model.lose(held.userId, held.id, now + ORPHAN_GRACE_MS, now)),
        );
        check(await store.renewLease(), expected);
      };
      const check = (changes: readonly (PresenceChanged | undefined)[], expected: readonly Edge[]): void => {
        expect(sorted(told(changes))).toEqual(sorted(expected));
        for (const change of changes) {
          if (!change) continue;
          expect(change.rev).toBeGreaterThan(revisions.get(change.userId) ?? 0);
          revisions.set(change.userId, change.rev);
        }
      };
      await Promise.all(stores.map(renew));

      for (const one of steps) {
        if (one.kind === 'wait') {
          now += one.ms;
          continue;
        }
        const store = stores[one.gateway === 0 ? 0 : 1];
        if (one.kind === 'die') stores[one.gateway] = open();
        if (one.kind === 'renew') await renew(store);
        if (one.kind === 'expire') check(await store.expire(100), model.expire(now));
        if (one.kind === 'beat') {
          const [userId, id] = [`p${one.person}`, `${store.gatewayId}-${one.device}`];
          const change = await store.beat(userId, `${id}-${userId}`, one.status, 0);
          check([change], model.beat(userId, `${id}-${userId}`, store.gatewayId, one.status, now + SILENCE_MS, now));
        }
        if (one.kind === 'lose') {
          const [userId, id] = [`p${one.person}`, `${store.gatewayId}-${one.device}`];
          const change = await store.lose(userId, `${id}-${userId}`);
          check([change], model.lose(userId, `${id}-${userId}`, now + GRACE_MS, now));
        }
        const states = await store.read(people);
        expect(states.map(({ status }) => status)).toEqual(people.map((userId) => model.status(userId, now)));
      }

      // Whoever is not heard of any more is gone in the end.
      now += SILENCE_MS;
      check(await stores[0].expire(100), model.expire(now));
      expect((await stores[0].read(people)).map(({ status }) => status)).toEqual(['offline', 'offline']);
    }),
    { numRuns: 300 },
  );
});

it('Without a clock of its own the store goes by that of Redis', async () => {
  const store = new PresenceStore(redis, randomUUID());
  const change = await store.beat('somebody', 'c', 'online', 1_000);
  expect(change?.status).toBe('online');
  expect(Math.abs(Date.parse(change?.lastActive ?? '') + 1_000 - Date.now())).toBeLessThan(5_000);
});
