import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDevice, createHome, fulfillIntent, revokeAuthorization } from '@atrium/contracts';
import { checkResponse } from '@atrium/google-home';
import type { RpcClient } from '@atrium/rpc';
import { stubRpc } from '@atrium/testing';

import { LIGHT, ON_OFF, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const request = (intent: string, payload?: object) => ({
  requestId: 'ff36a3cc-ec34-11e6-b1a0-64510650abcf',
  inputs: [{ intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) }],
});

describe('intents of Google’s', () => {
  let suite: SmarthomeUnderTest;
  let rpc: RpcClient;
  const revoked: string[] = [];

  beforeAll(async () => {
    suite = await startSmarthome();
    rpc = suite.rpc;
    await stubRpc(suite.nats, revokeAuthorization, ({ id }) => {
      revoked.push(id);
      return {};
    });
  });

  afterAll(() => suite.stop());

  /** A token as auth-service makes it of one of Google's. */
  function google(grantId = 'grant-1'): { userId: string; accessToken: string } {
    const { userId } = suite.mint.person('John');
    const claims = { sub: userId, sid: grantId, client_id: 'google', scope: 'smarthome' };
    return { userId, accessToken: suite.mint.sign(claims) };
  }

  it('are answered by the schemas: SYNC, QUERY and EXECUTE of somebody without devices', async () => {
    const john = google();
    const devices = [{ id: 'nobody’s' }];
    const sync = await rpc.call(fulfillIntent, { message: request('SYNC') }, john);
    expect(sync).toMatchObject({ payload: { agentUserId: john.userId, devices: [] } });
    const query = await rpc.call(fulfillIntent, { message: request('QUERY', { devices }) }, john);
    expect(query).toMatchObject({ payload: { devices: { 'nobody’s': { errorCode: 'deviceNotFound' } } } });
    const execution = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
    const message = request('EXECUTE', { commands: [{ devices, execution }] });
    const execute = await rpc.call(fulfillIntent, { message }, john);
    expect(execute).toMatchObject({ payload: { commands: [{ ids: ['nobody’s'], errorCode: 'deviceNotFound' }] } });
    expect([checkResponse('SYNC', sync), checkResponse('QUERY', query), checkResponse('EXECUTE', execute)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('switch many devices at once, and tell them as they are then', async () => {
    const john = google();
    const home = await rpc.call(createHome, { name: 'Home', rooms: [] }, john);
    const lamp = { homeId: home.id, type: LIGHT, traits: [ON_OFF], driver: 'virtual' as const };
    const made = [1, 2, 3, 4, 5].map((number) => rpc.call(createDevice, { ...lamp, name: `Lamp ${number}` }, john));
    const devices = (await Promise.all(made)).map(({ id }) => ({ id }));
    const execution = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
    const message = request('EXECUTE', { commands: [{ devices, execution }] });
    const execute = await rpc.call(fulfillIntent, { message }, john);
    const states = { on: true, online: true };
    expect(execute.payload).toEqual({ commands: devices.map(({ id }) => ({ ids: [id], status: 'SUCCESS', states })) });
    const query = await rpc.call(fulfillIntent, { message: request('QUERY', { devices }) }, john);
    const told = devices.map(({ id }) => [id, { ...states, status: 'SUCCESS' }]);
    expect(query.payload).toEqual({ devices: Object.fromEntries(told) });
  });

  it('end the grant with DISCONNECT', async () => {
    await expect(rpc.call(fulfillIntent, { message: request('DISCONNECT') }, google('grant-2'))).resolves.toEqual({});
    expect(revoked).toEqual(['grant-2']);
  });

  it.each([null, 7, [], {}, { requestId: 'x', inputs: [] }])(
    'are a protocolError when they are %j',
    async (message) => {
      const answer = await rpc.call(fulfillIntent, { message }, google());
      expect(answer).toMatchObject({ payload: { errorCode: 'protocolError' } });
    },
  );

  it('are refused without a token', async () => {
    await expect(rpc.call(fulfillIntent, { message: request('SYNC') })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
