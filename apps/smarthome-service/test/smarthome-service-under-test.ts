import { findUsers, type FindUsersRequest, type UserView } from '@atrium/contracts';
import { metrics } from '@atrium/observability';
import { RpcClient } from '@atrium/rpc';
import { parseConfig, startService, type StartedService } from '@atrium/service';
import { startTestService, stubRpc, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { smarthomeServiceAt } from '../src/smarthome-service.js';
import { Clock } from '../src/time/clock.js';

export const LIGHT = 'action.devices.types.LIGHT';
export const LOCK = 'action.devices.types.LOCK';
export const ON_OFF = 'action.devices.traits.OnOff';
export const BRIGHTNESS = 'action.devices.traits.Brightness';
export const LOCK_UNLOCK = 'action.devices.traits.LockUnlock';
/** A key of the tests' own. */
export const ENCRYPTION_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

/** A clock that tests set forward. */
export class TestClock extends Clock {
  private offsetMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  forward(seconds: number): void {
    this.offsetMs += seconds * 1_000;
  }
}

export interface SmarthomeUnderTest extends ServiceUnderTest<StartedService> {
  readonly rpc: RpcClient;
  readonly clock: TestClock;
  /** Somebody whom user-service knows. */
  person(firstName: string): TestPerson;
  /** The service again, as after a restart of its process; `meanwhile` is done while it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
}

/** smarthome-service on servers of its own, with a user-service that knows the people of the test. */
export async function startSmarthome(extra: Readonly<Record<string, string>> = {}): Promise<SmarthomeUnderTest> {
  const clock = new TestClock();
  const definition = smarthomeServiceAt(clock);
  let start: () => Promise<StartedService> = () => Promise.reject(new Error('not started'));
  let current: StartedService | undefined;
  const suite = await startTestService('smarthome', async (environment) => {
    const config = parseConfig(definition.config, { ...environment, ENCRYPTION_KEYS, ...extra });
    start = () => startService(definition, config);
    current = await start();
    return { stop: () => current?.stop() ?? Promise.resolve() };
  });
  const people = new Map<string, TestPerson>();
  await stubRpc(suite.nats, findUsers, ({ ids }: FindUsersRequest) =>
    ids.flatMap((id) => {
      const person = people.get(id);
      return person ? [{ id, isActive: true, email: person.email } as UserView] : [];
    }),
  );
  const running = (): StartedService => {
    if (!current) throw new Error('The service is not running');
    return current;
  };
  return {
    ...suite,
    clock,
    get service() {
      return running();
    },
    get rpc() {
      return running().app.get(RpcClient, { strict: false });
    },
    person: (firstName) => {
      const person = suite.mint.person(firstName);
      people.set(person.userId, person);
      return person;
    },
    restart: async (meanwhile) => {
      await running().stop();
      await meanwhile?.();
      // A process registers each metric once.
      metrics.clear();
      current = await start();
    },
  };
}
