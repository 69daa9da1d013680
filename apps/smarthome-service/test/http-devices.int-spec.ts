import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptDeviceReport,
  createDevice,
  createHome,
  getDeviceState,
  renewDeviceSecret,
  runDeviceCommands,
} from '@atrium/contracts';
import { eventually, type TestPerson } from '@atrium/testing';

import { WebhookClient, WebhookSettings } from '../src/driver/http/webhook-client.js';
import { isSignedBy, signatureOf } from '../src/driver/http/webhook-signature.js';
import { LIGHT, ON_OFF, startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

interface Call {
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

describe('HTTP devices', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let server: Server;
  let url: string;
  const calls: Call[] = [];
  let answer: readonly [number, string] = [200, '{}'];
  let device: { readonly id: string; readonly secret: string };

  beforeAll(async () => {
    suite = await startSmarthome({ HTTP_DEVICES_PRIVATE: 'true' });
    john = suite.person('John');
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { 'x-atrium-timestamp': timestamp, 'x-atrium-signature': signature } = request.headers;
        calls.push({ timestamp: String(timestamp), signature: String(signature), body });
        response.writeHead(answer[0]).end(answer[1]);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lamp`;
    device = await given();
  });

  afterAll(async () => {
    server.close();
    await suite.stop();
  });

  async function given(): Promise<{ readonly id: string; readonly secret: string }> {
    const { id: homeId } = await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john);
    const lamp = { homeId, name: 'Lamp', type: LIGHT, traits: [ON_OFF], driver: 'http' as const };
    const { id, secret } = await suite.rpc.call(createDevice, { ...lamp, driverSettings: { url } }, john);
    return { id, secret: secret ?? '' };
  }

  const turn = (on: boolean, { id: deviceId } = device) =>
    suite.rpc.call(
      runDeviceCommands,
      { deviceId, commands: [{ command: 'action.devices.commands.OnOff', params: { on } }] },
      john,
    );

  function report(body: string, { at = suite.clock.now().getTime(), secret = device.secret, id = device.id } = {}) {
    const timestamp = String(at);
    return suite.rpc.call(acceptDeviceReport, {
      deviceId: id,
      timestamp,
      signature: signatureOf(secret, timestamp, body),
      body,
    });
  }

  const stateOf = async ({ id: deviceId } = device) => suite.rpc.call(getDeviceState, { deviceId }, john);

  it('get another secret, after which the last one is worth nothing', async () => {
    const one = await given();
    const { secret } = await suite.rpc.call(renewDeviceSecret, { deviceId: one.id }, john);
    expect(secret).not.toBe(one.secret);
    const body = JSON.stringify({ states: { on: true } });
    await expect(report(body, one)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await report(body, { ...one, secret });
    await expect(stateOf(one)).resolves.toMatchObject({ state: { on: true } });
    const stranger = suite.person('Eve');
    await expect(suite.rpc.call(renewDeviceSecret, { deviceId: one.id }, stranger)).rejects.toMatchObject({
      code: 'DEVICE_NOT_FOUND',
    });
    const { id: homeId } = await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john);
    const virtual = { homeId, name: 'Lamp', type: LIGHT, traits: [ON_OFF], driver: 'virtual' as const };
    const { id: deviceId } = await suite.rpc.call(createDevice, virtual, john);
    await expect(suite.rpc.call(renewDeviceSecret, { deviceId }, john)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('are called with a signature of their own, and done at once', async () => {
    answer = [200, '{}'];
    await expect(turn(true)).resolves.toMatchObject({ status: 'SUCCESS', states: { on: true } });
    const { timestamp, signature, body } = calls.at(-1) ?? { timestamp: '', signature: '', body: '' };
    expect(isSignedBy(device.secret, timestamp, body, signature)).toBe(true);
    expect(isSignedBy('another', timestamp, body, signature)).toBe(false);
    expect(JSON.parse(body)).toMatchObject({ deviceId: device.id, params: { on: true }, states: { on: true } });
  });

  it('confirm later by a report', async () => {
    answer = [202, ''];
    const before = calls.length;
    const running = turn(false);
    await eventually(() => expect(calls).toHaveLength(before + 1));
    await report('{"states":{"on":false}}');
    await expect(running).resolves.toMatchObject({ status: 'SUCCESS' });
    await expect(stateOf()).resolves.toMatchObject({ state: { on: false } });
  });

  it('refuse with a word of Google’s, or without', async () => {
    answer = [409, '{"errorCode":"deviceBusy"}'];
    await expect(turn(true)).resolves.toEqual({ status: 'ERROR', errorCode: 'deviceBusy' });
    answer = [400, 'no'];
    await expect(turn(true)).resolves.toEqual({ status: 'ERROR', errorCode: 'hardError' });
  });

  it('are offline when they fail or redirect, until they report', async () => {
    answer = [302, ''];
    const other = await given();
    await expect(turn(true, other)).resolves.toEqual({ status: 'OFFLINE', errorCode: 'deviceOffline' });
    await expect(stateOf(other)).resolves.toMatchObject({ isOnline: false });
    await report('{"states":{"on":true}}', other);
    await expect(stateOf(other)).resolves.toMatchObject({ isOnline: true, state: { on: true } });
    await report('{"online":false}', { ...other, at: suite.clock.now().getTime() + 1 });
    await expect(stateOf(other)).resolves.toMatchObject({ isOnline: false });
  });

  it('are believed only with a good signature of this time', async () => {
    const now = suite.clock.now().getTime();
    const tries = [
      () => report('{}', { secret: 'guessed' }),
      () => report('{}', { at: now - 301_000 }),
      () => report('{}', { at: now + 301_000 }),
      () => report('{}', { id: '01990000-0000-7000-8000-000000000000' }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('are not taken back by an old report', async () => {
    const at = suite.clock.now().getTime() + 10_000;
    await report('{"states":{"on":true}}', { at });
    await report('{"states":{"on":false}}', { at });
    await report('{"states":{"on":false}}', { at: at - 1 });
    await expect(stateOf()).resolves.toMatchObject({ state: { on: true } });
  });

  it.each(['[]', 'no JSON', '{"states":{"on":"yes"}}', '{"colour":1}'])('cannot report %s', async (body) => {
    await expect(report(body, { at: suite.clock.now().getTime() + 20_000 })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://169.254.169.254/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://2130706433/',
  ])('are not called at %s where private addresses are forbidden', async (target) => {
    const client = new WebhookClient(new WebhookSettings(false));
    await expect(client.post(target, '{}', {})).rejects.toThrow(/public internet/);
  });
});
