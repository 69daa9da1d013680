import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createDevice,
  createHome,
  deviceStateChanged,
  getDeviceState,
  listDeviceHistory,
  type StateChangeView,
} from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import type { TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { changeOf, type DeviceCondition, type StatePatch } from '../src/state/state-change.js';
import { StateStore } from '../src/state/state-store.js';
import { LIGHT, ON_OFF, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const patches = fc.record<StatePatch>(
  {
    on: fc.boolean(),
    brightness: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    color: fc.constantFrom({ temperatureK: 2_700 }, { temperatureK: 4_000 }, undefined),
    online: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('the state store', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let homeId: string;

  beforeAll(async () => {
    suite = await startSmarthome({ DEVICES_PER_USER: '1000' });
    john = suite.person('John');
    homeId = (await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john)).id;
  });

  afterAll(() => suite.stop());

  async function givenLamp(): Promise<string> {
    const lamp = { homeId, name: 'Lamp', type: LIGHT, traits: [ON_OFF], driver: 'virtual' as const };
    return (await suite.rpc.call(createDevice, lamp, john)).id;
  }

  function apply(deviceId: string, patch: StatePatch) {
    const store = suite.service.app.get(StateStore, { strict: false });
    const unitOfWork = suite.service.app.get(UnitOfWork, { strict: false });
    return unitOfWork.run((tx) => store.apply(tx, deviceId, patch, 'report'));
  }

  /** What somebody knows who followed the changes from the beginning. */
  function replayed(history: readonly StateChangeView[]): DeviceCondition {
    let condition: DeviceCondition = { isOnline: true, state: { on: false } };
    for (const { changes, isOnline } of history.toReversed()) {
      condition = { isOnline, state: changeOf(condition, changes)?.state ?? condition.state };
    }
    return condition;
  }

  it('gives each change the next version, in whatever order changes come and how many at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(patches, { maxLength: 8 }), async (list) => {
        const deviceId = await givenLamp();
        const applied = await Promise.all(list.map((patch) => apply(deviceId, patch)));
        const now = await suite.rpc.call(getDeviceState, { deviceId }, john);
        const history = await suite.rpc.call(listDeviceHistory, { deviceId, limit: 200 }, john);
        const versions = history.map(({ version }) => version);
        expect(versions).toEqual(Array.from(versions, (_, index) => now.version - index));
        expect(applied.filter((one) => one?.isChanged)).toHaveLength(history.length);
        expect(now.version).toBe(1 + history.length);
        expect(replayed(history)).toEqual({ isOnline: now.isOnline, state: now.state });
        for (const version of versions) {
          await suite.events.take(deviceStateChanged, (told) => told.deviceId === deviceId && told.version === version);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('changes nothing and tells nobody where all is as before', async () => {
    const deviceId = await givenLamp();
    await expect(apply(deviceId, { on: false, online: true })).resolves.toMatchObject({ isChanged: false, version: 1 });
    await expect(apply(deviceId, { on: true })).resolves.toMatchObject({ isChanged: true, version: 2 });
    const told = await suite.events.take(deviceStateChanged, (one) => one.deviceId === deviceId);
    expect(told.version).toBe(2);
  });

  it('knows no device that is not there', async () => {
    await expect(apply('00000000-0000-7000-8000-000000000000', { on: true })).resolves.toBeUndefined();
  });
});
