import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commandSettled,
  createDevice,
  createHome,
  deviceStateChanged,
  getDeviceState,
  listDeviceHistory,
  putHomeMember,
  runDeviceCommands,
  updateDevice,
  type ChallengeAnswer,
  type CommandOutcome,
  type CreateDeviceRequest,
} from '@atrium/contracts';
import { eventually, type TestPerson } from '@atrium/testing';

import { VirtualMotions } from '../src/driver/virtual/virtual-motions.js';
import { BRIGHTNESS, LIGHT, LOCK, LOCK_UNLOCK, ON_OFF, startSmarthome } from './smarthome-service-under-test.js';
import type { SmarthomeUnderTest } from './smarthome-service-under-test.js';

type Step = [command: string, params: object, challenge?: ChallengeAnswer];

const PREFIX = 'action.devices.commands.';

describe('commands', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let homeId: string;

  beforeAll(async () => {
    suite = await startSmarthome();
    john = suite.person('John');
    homeId = (await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john)).id;
  });

  afterAll(() => suite.stop());

  async function given(changes: Partial<CreateDeviceRequest>): Promise<string> {
    const lamp = { homeId, name: 'Lamp', type: LIGHT, traits: [ON_OFF, BRIGHTNESS], driver: 'virtual' as const };
    return (await suite.rpc.call(createDevice, { ...lamp, ...changes }, john)).id;
  }

  const givenLock = (changes: Partial<CreateDeviceRequest> = {}) =>
    given({ name: 'Door', type: LOCK, traits: [LOCK_UNLOCK], ...changes });

  function run(deviceId: string, ...commands: Step[]): Promise<CommandOutcome> {
    return runAs(john, deviceId, {}, ...commands);
  }

  function runAs(
    person: TestPerson,
    deviceId: string,
    more: { requestId?: string },
    ...commands: Step[]
  ): Promise<CommandOutcome> {
    const list = commands.map(([name, params, challenge]) => ({
      command: PREFIX + name,
      params: params as Record<string, unknown>,
      ...(challenge ? { challenge } : {}),
    }));
    return suite.rpc.call(runDeviceCommands, { deviceId, commands: list, ...more }, person);
  }

  const stateOf = async (deviceId: string) => (await suite.rpc.call(getDeviceState, { deviceId }, john)).state;

  /** Lets virtual devices do what they do in this time. */
  async function pass(seconds: number): Promise<void> {
    suite.clock.forward(seconds);
    await suite.service.app.get(VirtualMotions, { strict: false }).takeSteps();
  }

  it('change a device, one after the other, and are told', async () => {
    const id = await given({});
    const outcome = await run(id, ['OnOff', { on: true }], ['BrightnessAbsolute', { brightness: 40 }]);
    expect(outcome).toEqual({ status: 'SUCCESS', states: { on: true, brightness: 40 } });
    await expect(stateOf(id)).resolves.toEqual({ on: true, brightness: 40 });
    const told = await suite.events.take(
      deviceStateChanged,
      ({ deviceId, version }) => deviceId === id && version === 3,
    );
    expect(told).toMatchObject({ changes: { brightness: 40 }, state: { on: true, brightness: 40 }, cause: 'command' });
    await expect(
      suite.events.take(commandSettled, ({ deviceId, command }) => deviceId === id && command === `${PREFIX}OnOff`),
    ).resolves.toMatchObject({ status: 'confirmed' });
  });

  it('end with the first that does not fit, and what was done before it stays', async () => {
    const id = await given({});
    const outcome = await run(id, ['OnOff', { on: true }], ['BrightnessAbsolute', { brightness: 101 }]);
    expect(outcome).toEqual({ status: 'ERROR', errorCode: 'valueOutOfRange' });
    await expect(stateOf(id)).resolves.toMatchObject({ on: true });
  });

  it.each([
    ['of a trait that the device lacks', 'LockUnlock', { lock: true }, 'functionNotSupported'],
    ['that nobody knows', 'Fly', {}, 'functionNotSupported'],
    ['without what it needs', 'OnOff', {}, 'protocolError'],
    ['with something of another kind', 'OnOff', { on: 'yes' }, 'protocolError'],
    ['out of range', 'BrightnessAbsolute', { brightness: -1 }, 'valueOutOfRange'],
  ])('%s are refused', async (_, command, params, errorCode) => {
    await expect(run(await given({}), [command, params])).resolves.toEqual({ status: 'ERROR', errorCode });
  });

  it('that a device only tells about are refused', async () => {
    const id = await given({ attributes: { queryOnlyOnOff: true } });
    await expect(run(id, ['OnOff', { on: true }])).resolves.toEqual({
      status: 'ERROR',
      errorCode: 'functionNotSupported',
    });
  });

  it('are run once, however often the request comes', async () => {
    const [id, requestId] = [await given({}), randomUUID()];
    const relative: Step = ['BrightnessRelative', { brightnessRelativePercent: 10 }];
    await run(id, ['BrightnessAbsolute', { brightness: 50 }]);
    const outcomes = await Promise.all([1, 2, 3].map(() => runAs(john, id, { requestId }, relative)));
    expect(outcomes.map(({ status }) => status)).not.toContain('ERROR');
    await expect(runAs(john, id, { requestId }, relative)).resolves.toMatchObject({ status: 'SUCCESS' });
    await expect(stateOf(id)).resolves.toMatchObject({ brightness: 60 });
    await runAs(john, id, { requestId: randomUUID() }, relative);
    await expect(stateOf(id)).resolves.toMatchObject({ brightness: 70 });
  });

  it('for a device that is away are not sent', async () => {
    const id = await given({ driverSettings: { fault: 'offline' } });
    await expect(run(id, ['OnOff', { on: true }])).resolves.toEqual({ status: 'OFFLINE', errorCode: 'deviceOffline' });
  });

  it('that a device fails at say so', async () => {
    const id = await given({ driverSettings: { fault: 'error' } });
    await expect(run(id, ['OnOff', { on: true }])).resolves.toEqual({ status: 'ERROR', errorCode: 'hardError' });
    await expect(suite.events.take(commandSettled, ({ deviceId }) => deviceId === id)).resolves.toMatchObject({
      status: 'failed',
      errorCode: 'hardError',
    });
    await expect(stateOf(id)).resolves.toMatchObject({ on: false });
  });

  it('that take their time are pending, then confirmed, also across a restart', async () => {
    const id = await givenLock();
    const outcome = await run(id, ['LockUnlock', { lock: false }]);
    expect(outcome).toEqual({ status: 'PENDING', states: { isLocked: false, isJammed: false } });
    await expect(stateOf(id)).resolves.toMatchObject({ isLocked: true });
    await suite.restart();
    await pass(3);
    await expect(suite.events.take(commandSettled, ({ deviceId }) => deviceId === id)).resolves.toMatchObject({
      status: 'confirmed',
    });
    await expect(stateOf(id)).resolves.toMatchObject({ isLocked: false });
    await expect(run(id, ['LockUnlock', { lock: false }])).resolves.toEqual({
      status: 'ERROR',
      errorCode: 'alreadyUnlocked',
    });
  });

  it('that a device gets stuck at fail later, until it is freed', async () => {
    const deviceId = await givenLock({ driverSettings: { fault: 'jammed' } });
    await run(deviceId, ['LockUnlock', { lock: false }]);
    await pass(3);
    await expect(suite.events.take(commandSettled, (told) => told.deviceId === deviceId)).resolves.toMatchObject({
      status: 'failed',
      errorCode: 'deviceJammingDetected',
    });
    await expect(stateOf(deviceId)).resolves.toEqual({ isJammed: true });
    await expect(run(deviceId, ['LockUnlock', { lock: true }])).resolves.toMatchObject({
      errorCode: 'deviceJammingDetected',
    });
    await suite.rpc.call(updateDevice, { deviceId, driverSettings: {} }, john);
    await expect(stateOf(deviceId)).resolves.toEqual({ isJammed: false, isLocked: false });
  });

  it('that are not confirmed in time are given up, which is told', async () => {
    const id = await givenLock({ driverSettings: { fault: 'slow', confirmWithinSeconds: 5 } });
    await expect(run(id, ['LockUnlock', { lock: false }])).resolves.toMatchObject({ status: 'PENDING' });
    suite.clock.forward(6);
    await expect(suite.events.take(commandSettled, ({ deviceId }) => deviceId === id)).resolves.toMatchObject({
      status: 'timed-out',
    });
    await expect(stateOf(id)).resolves.toMatchObject({ isLocked: true });
  });

  it('by somebody who may only look are refused', async () => {
    const [id, mary] = [await given({}), suite.person('Mary')];
    await suite.rpc.call(putHomeMember, { homeId, userId: mary.userId, role: 'viewer' }, john);
    await expect(runAs(mary, id, {}, ['OnOff', { on: true }])).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('stand in the history with their cause', async () => {
    const deviceId = await given({});
    await run(deviceId, ['OnOff', { on: true }]);
    await expect(suite.rpc.call(listDeviceHistory, { deviceId, limit: 5 }, john)).resolves.toMatchObject([
      { version: 2, cause: 'command', isOnline: true, changes: { on: true } },
    ]);
  });

  describe('that are risky', () => {
    const pinned = { challenge: 'pin', pin: '4711' } as const;
    const unlock = (answer: ChallengeAnswer = {}): Step => ['LockUnlock', { lock: false }, answer];
    const needed = (type: string) => ({ status: 'ERROR', errorCode: 'challengeNeeded', challengeNeeded: { type } });

    it('want a yes where that was chosen', async () => {
      const id = await givenLock({ challenge: 'ack' });
      await expect(run(id, unlock())).resolves.toEqual(needed('ackNeeded'));
      await expect(run(id, unlock({ ack: false }))).resolves.toEqual(needed('ackNeeded'));
      await expect(run(id, unlock({ ack: true }))).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('want the PIN, which a yes or nothing does not replace', async () => {
      const id = await givenLock(pinned);
      await expect(run(id, unlock())).resolves.toEqual(needed('pinNeeded'));
      await expect(run(id, unlock({ ack: true }))).resolves.toEqual(needed('pinNeeded'));
      await expect(run(id, unlock({ pin: '0815' }))).resolves.toEqual(needed('challengeFailedPinNeeded'));
      await expect(stateOf(id)).resolves.toMatchObject({ isLocked: true });
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('want no PIN for what is safe', async () => {
      const id = await givenLock(pinned);
      await run(id, unlock({ pin: '4711' }));
      await pass(3);
      await expect(run(id, ['LockUnlock', { lock: true }])).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('want it for everything on a device that knows nothing risky', async () => {
      const id = await given(pinned);
      await expect(run(id, ['OnOff', { on: true }])).resolves.toEqual(needed('pinNeeded'));
      await expect(run(id, ['OnOff', { on: true }, { pin: '4711' }])).resolves.toMatchObject({ status: 'SUCCESS' });
    });

    it('are shut after wrong PINs, longer each time, also for the right one and after a restart', async () => {
      const id = await givenLock(pinned);
      const locked = { status: 'ERROR', errorCode: 'tooManyFailedAttempts' };
      for (let wrong = 0; wrong < 3; wrong += 1) {
        await expect(run(id, unlock({ pin: '0000' }))).resolves.toEqual(needed('challengeFailedPinNeeded'));
      }
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toEqual(locked);
      await suite.restart();
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toEqual(locked);
      suite.clock.forward(31);
      await expect(run(id, unlock({ pin: '0000' }))).resolves.toEqual(needed('challengeFailedPinNeeded'));
      suite.clock.forward(31);
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toEqual(locked);
      suite.clock.forward(31);
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('let nobody guess by asking many times at once', async () => {
      const id = await givenLock(pinned);
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, guess) => run(id, unlock({ pin: String(1_000 + guess) }))),
      );
      const looked = outcomes.filter(({ challengeNeeded }) => challengeNeeded !== undefined);
      expect(looked).toHaveLength(3);
    });

    it('are shut for whoever guessed only', async () => {
      const [id, mary] = [await givenLock(pinned), suite.person('Mia')];
      await suite.rpc.call(putHomeMember, { homeId, userId: mary.userId, role: 'operator' }, john);
      for (let wrong = 0; wrong < 4; wrong += 1) await runAs(mary, id, {}, unlock({ pin: '0000' }));
      await expect(run(id, unlock({ pin: '4711' }))).resolves.toMatchObject({ status: 'PENDING' });
    });

    it('want the new PIN once it was changed', async () => {
      const deviceId = await givenLock(pinned);
      await suite.rpc.call(updateDevice, { deviceId, pin: '123456' }, john);
      await expect(run(deviceId, unlock({ pin: '4711' }))).resolves.toEqual(needed('challengeFailedPinNeeded'));
      await eventually(() =>
        expect(run(deviceId, unlock({ pin: '123456' }))).resolves.toMatchObject({ status: 'PENDING' }),
      );
    });
  });
});
