import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listDevices, pingOf } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';
import { RpcClient } from '@atrium/rpc';
import { parseConfig, startService, type StartedService } from '@atrium/service';
import { startTestService, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { smarthomeService } from '../src/smarthome-service.js';

const ADD_DEVICE = statement(
  'test-add-device',
  'INSERT INTO device (id, owner_id, name, type, traits, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
);
const LIGHT = 'action.devices.types.LIGHT';
const TRAITS = ['action.devices.traits.OnOff', 'action.devices.traits.Brightness'];

describe('devices', () => {
  let suite: ServiceUnderTest<StartedService>;
  let rpc: RpcClient;
  let john: TestPerson;

  beforeAll(async () => {
    suite = await startTestService('smarthome', (environment) =>
      startService(smarthomeService, parseConfig(smarthomeService.config, environment)),
    );
    rpc = suite.service.app.get(RpcClient, { strict: false });
    john = suite.mint.person('John');
  });

  afterAll(() => suite.stop());

  async function givenDevice(name: string, { userId }: TestPerson, createdAt: string): Promise<string> {
    const id = randomUUID();
    const database = suite.service.app.get(Database, { strict: false });
    await database.rows(ADD_DEVICE, [id, userId, name, LIGHT, TRAITS, createdAt]);
    return id;
  }

  it('has a service that answers its ping', async () => {
    await expect(rpc.call(pingOf('smarthome'), {})).resolves.toMatchObject({ service: 'smarthome-service' });
  });

  it('are none at first', async () => {
    await expect(rpc.call(listDevices, { limit: 200 }, suite.mint.person('New'))).resolves.toEqual([]);
  });

  it('are listed to their owner only, oldest first, at most as many as asked for', async () => {
    const mary = suite.mint.person('Mary');
    const lamp = await givenDevice('Lamp', john, '2025-01-16T10:00:00Z');
    const older = await givenDevice('Ceiling', john, '2025-01-15T10:00:00Z');
    await givenDevice('Mary’s', mary, '2025-01-14T10:00:00Z');

    const devices = await rpc.call(listDevices, { limit: 200 }, john);
    expect(devices.map(({ id }) => id)).toEqual([older, lamp]);
    expect(devices[1]).toEqual({
      id: lamp,
      name: 'Lamp',
      type: LIGHT,
      traits: TRAITS,
      createdAt: '2025-01-16T10:00:00.000Z',
    });
    await expect(rpc.call(listDevices, { limit: 1 }, john)).resolves.toMatchObject([{ id: older }]);
  });

  it.each([0, 201])('are refused in a list of %d', async (limit) => {
    await expect(rpc.call(listDevices, { limit }, john)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('are nobody’s without a token', async () => {
    await expect(rpc.call(listDevices, { limit: 1 })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
