import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { checkResponse } from '@atrium/google-home';
import { Logger } from '@nestjs/common';

import { googleFor, ModelHome, type DeviceTraits } from './model-home.js';

const trait = (name: string) => `action.devices.traits.${name}`;
const command = (name: string, params: object = {}) => ({ command: `action.devices.commands.${name}`, params });
const ON = command('OnOff', { on: true });

// Some of these have faults logged on purpose.
beforeAll(() => {
  Logger.overrideLogger(false);
});

let home: ModelHome;
let john: ReturnType<typeof googleFor>;
let mary: ReturnType<typeof googleFor>;

beforeEach(() => {
  home = new ModelHome();
  [john, mary] = [googleFor('John'), googleFor('Mary')];
});

function executed(ids: readonly string[], ...execution: object[]) {
  return home.ask(john, 'EXECUTE', { commands: [{ devices: ids.map((id) => ({ id })), execution }] });
}

describe('SYNC', () => {
  it('tells all of the person’s devices, also those that are offline, and links them', async () => {
    const lamp = home.add(john.userId, {
      name: { name: 'Lamp', nicknames: ['reading light'], defaultNames: ['Bulb 9'] },
      ...{ roomHint: 'Kitchen', customData: { key: 7 }, deviceInfo: { manufacturer: 'Acme', model: 'B9' } },
      ...{ otherDeviceIds: [{ deviceId: 'local-1' }], attributes: { commandOnlyOnOff: true } },
    });
    const away = home.add(john.userId, { isOnline: false, willReportState: false });
    home.add(mary.userId);

    const { payload } = await home.ask(john, 'SYNC');
    const shown = { id: lamp.id, type: lamp.type, traits: lamp.traits, willReportState: true, name: lamp.name };
    expect(payload).toEqual({
      agentUserId: john.userId,
      devices: [
        {
          ...shown,
          ...{ roomHint: 'Kitchen', customData: { key: 7 }, deviceInfo: { manufacturer: 'Acme', model: 'B9' } },
          otherDeviceIds: [{ deviceId: 'local-1' }],
          attributes: { commandOnlyOnOff: true, queryOnlyOnOff: false },
        },
        { id: away.id, type: away.type, traits: away.traits, name: away.name, willReportState: false, attributes: {} },
      ],
    });
    expect(home.links).toEqual([{ userId: john.userId, grantId: john.sessionId }]);
  });

  it('of somebody without devices is an empty list', async () => {
    expect((await home.ask(john, 'SYNC')).payload).toEqual({ agentUserId: john.userId, devices: [] });
  });

  it('with the person’s own session links nobody', async () => {
    const { client: _, ...own } = john;
    await home.ask(own, 'SYNC');
    expect(home.links).toEqual([]);
  });

  it.each([
    ['a blank name', { name: { name: ' ', nicknames: [], defaultNames: [] } }],
    ['an unknown type', { type: 'action.devices.types.SPACESHIP' }],
    ['an unknown trait', { traits: [trait('OnOff'), trait('Fly')] }],
    ['a wrong attribute', { attributes: { queryOnlyOnOff: 'perhaps' } }],
    ['a wrong description', { deviceInfo: { colour: 'red' } }],
  ])('keeps a device with %s out of the answer, and reports it', async (_, fault) => {
    const bad = home.add(john.userId, fault as DeviceTraits);
    const good = home.add(john.userId);
    const { payload } = await home.ask(john, 'SYNC');
    expect(payload).toMatchObject({ devices: [{ id: good.id }] });
    expect(home.quarantined).toEqual([{ intent: 'SYNC', id: bad.id }]);
  });
});

it('SYNC tells as many devices as fit into one answer, and reports the others', async () => {
  const home = new ModelHome();
  const added = Array.from({ length: 30 }, (_, at) =>
    home.add(john.userId, { name: { name: `Lamp ${at}`, nicknames: ['ü'.repeat(20_000)], defaultNames: [] } }),
  );
  const { payload } = await home.ask(john, 'SYNC');
  const { length } = (payload as { devices: unknown[] }).devices;
  expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThan(1_000_000);
  expect(length).toBe(22);
  expect(home.quarantined.map(({ id }) => id)).toEqual(added.slice(22).map(({ id }) => id));
});

describe('QUERY', () => {
  it('tells state, what is offline, and what is not the person’s or not at all', async () => {
    const lamp = home.add(john.userId, {
      traits: [trait('OnOff'), trait('Brightness')],
      state: { on: true, brightness: 7, secret: 1 },
    });
    const away = home.add(john.userId, { isOnline: false });
    const foreign = home.add(mary.userId);
    const ids = [lamp.id, away.id, foreign.id, 'nobody’s', lamp.id];
    const { payload } = await home.ask(john, 'QUERY', { devices: ids.map((id) => ({ id, customData: {} })) });
    const unknown = { online: false, status: 'ERROR', errorCode: 'deviceNotFound' };
    expect(payload).toEqual({
      devices: {
        [lamp.id]: { online: true, status: 'SUCCESS', on: true, brightness: 7 },
        [away.id]: { online: false, status: 'OFFLINE', errorCode: 'deviceOffline' },
        [foreign.id]: unknown,
        'nobody’s': unknown,
      },
    });
  });

  it('tells no state of a trait that takes commands only', async () => {
    const lamp = home.add(john.userId, { attributes: { commandOnlyOnOff: true }, state: { on: true } });
    const { payload } = await home.ask(john, 'QUERY', { devices: [{ id: lamp.id }] });
    expect(payload).toEqual({ devices: { [lamp.id]: { online: true, status: 'SUCCESS' } } });
  });

  it('gives an error for a device whose state is not right, and for it alone', async () => {
    const bad = home.add(john.userId, { state: { on: 'perhaps' } });
    const good = home.add(john.userId, { state: { on: true } });
    const { payload } = await home.ask(john, 'QUERY', { devices: [{ id: bad.id }, { id: good.id }] });
    expect(payload).toEqual({
      devices: {
        [bad.id]: { online: true, status: 'ERROR', errorCode: 'unknownError' },
        [good.id]: { online: true, status: 'SUCCESS', on: true },
      },
    });
    expect(home.quarantined).toEqual([{ intent: 'QUERY', id: bad.id }]);
  });
});

describe('EXECUTE', () => {
  it('has several devices carry out several groups of commands, each device answered once', async () => {
    const [one, two] = [
      home.add(john.userId, { traits: [trait('OnOff'), trait('Brightness')] }),
      home.add(john.userId),
    ];
    const { payload } = await home.ask(john, 'EXECUTE', {
      commands: [
        { devices: [{ id: one.id }, { id: two.id }], execution: [ON] },
        { devices: [{ id: one.id }], execution: [command('BrightnessAbsolute', { brightness: 30 })] },
      ],
    });
    expect(payload).toEqual({
      commands: [
        { ids: [one.id], status: 'SUCCESS', states: { online: true, on: true, brightness: 30 } },
        { ids: [two.id], status: 'SUCCESS', states: { online: true, on: true } },
      ],
    });
    expect([home.stateOf(one.id), home.stateOf(two.id)]).toEqual([{ on: true, brightness: 30 }, { on: true }]);
  });

  it('tells each device’s own fault and carries out the rest', async () => {
    const [lamp, away, foreign] = [
      home.add(john.userId),
      home.add(john.userId, { isOnline: false }),
      home.add(mary.userId),
    ];
    const lock = home.add(john.userId, { traits: [trait('LockUnlock')], type: 'action.devices.types.LOCK' });
    const { payload } = await executed([lamp.id, away.id, foreign.id, lock.id], ON);
    expect(payload).toEqual({
      commands: [
        { ids: [lamp.id], status: 'SUCCESS', states: { online: true, on: true } },
        { ids: [away.id], status: 'OFFLINE', errorCode: 'deviceOffline', states: { online: false } },
        { ids: [foreign.id], status: 'ERROR', errorCode: 'deviceNotFound' },
        { ids: [lock.id], status: 'ERROR', errorCode: 'functionNotSupported' },
      ],
    });
    expect(home.stateOf(foreign.id)).toEqual({ on: false });
    expect(home.runs.map(({ id }) => id)).not.toContain(foreign.id);
  });

  it.each(['ackNeeded', 'pinNeeded', 'challengeFailedPinNeeded'] as const)(
    'passes a challenge on: %s',
    async (type) => {
      const lamp = home.add(john.userId);
      home.outcomes.set(lamp.id, () =>
        Promise.resolve({ status: 'ERROR', errorCode: 'challengeNeeded', challengeNeeded: { type } }),
      );
      const { payload } = await executed([lamp.id], ON);
      const result = { ids: [lamp.id], status: 'ERROR', errorCode: 'challengeNeeded', challengeNeeded: { type } };
      expect(payload).toEqual({ commands: [result] });
    },
  );

  it('brings the answer to a challenge, the request’s id and the token for the answer that follows', async () => {
    const lamp = home.add(john.userId);
    const seen: unknown[] = [];
    home.outcomes.set(lamp.id, (executions) => {
      seen.push(...executions.map(({ challenge }) => challenge));
      return Promise.resolve({ status: 'PENDING', states: { on: true } });
    });
    const execution = { ...command('OnOff', { on: true, followUpToken: 'later' }), challenge: { pin: '1234' } };
    const { payload } = await executed([lamp.id], execution);
    expect(payload).toEqual({ commands: [{ ids: [lamp.id], status: 'PENDING', states: { on: true, online: true } }] });
    expect(seen).toEqual([{ pin: '1234' }]);
    expect(home.runs).toMatchObject([
      { options: { followUpToken: 'later', source: 'google', requestId: expect.any(String) } },
    ]);
  });

  it('answers PENDING for a device that takes too long, and at once for the others', async () => {
    home = new ModelHome({ budgetMs: 100, checksAnswers: true });
    const [slow, quick, broken] = [home.add(john.userId), home.add(john.userId), home.add(john.userId)];
    home.outcomes.set(slow.id, () => new Promise(() => undefined));
    home.outcomes.set(broken.id, () => Promise.reject(new Error('a driver’s bug')));
    const { payload } = await executed([slow.id, quick.id, broken.id], ON);
    expect(payload).toEqual({
      commands: [
        { ids: [slow.id], status: 'PENDING', states: { online: true } },
        { ids: [quick.id], status: 'SUCCESS', states: { online: true, on: true } },
        { ids: [broken.id], status: 'ERROR', errorCode: 'transientError' },
      ],
    });
    expect(home.runs.every(({ options }) => options.deadlineMs <= 100)).toBe(true);
  });

  it('tells no state that is not right', async () => {
    const lamp = home.add(john.userId);
    home.outcomes.set(lamp.id, () => Promise.resolve({ status: 'SUCCESS', states: { on: 7 } }));
    const { payload } = await executed([lamp.id], ON);
    expect(payload).toEqual({ commands: [{ ids: [lamp.id], status: 'SUCCESS', states: { online: true } }] });
    expect(home.quarantined).toEqual([{ intent: 'EXECUTE', id: lamp.id }]);
  });
});

describe('DISCONNECT', () => {
  it('unlinks the person, also twice, and is answered {}', async () => {
    await expect(home.ask(john, 'DISCONNECT')).resolves.toEqual({});
    await expect(home.ask(john, 'DISCONNECT')).resolves.toEqual({});
    expect(home.disconnected).toEqual([john.userId, john.userId]);
  });
});

describe('what Google really sends', () => {
  it('may have a number for an id, a context and fields that no schema knows', async () => {
    const lamp = home.add(john.userId);
    const answer = await home.send(john, {
      requestId: '854396028075340323',
      inputs: [
        {
          intent: 'action.devices.EXECUTE',
          context: { locale_country: 'US', locale_language: 'en' },
          payload: {
            commands: [{ devices: [{ id: lamp.id, customData: {}, extra: 1 }], execution: [{ ...ON, extra: 1 }] }],
          },
        },
      ],
    });
    expect(answer).toMatchObject({ requestId: '854396028075340323', payload: { commands: [{ status: 'SUCCESS' }] } });
  });
});

describe('a malformed envelope', () => {
  const inputs = (...intents: string[]) => intents.map((intent) => ({ intent: `action.devices.${intent}` }));
  it.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a list', [1], ''],
    ['a text', 'SYNC', ''],
    ['no id', { inputs: inputs('SYNC') }, ''],
    ['an id that is a number', { requestId: 5, inputs: inputs('SYNC') }, ''],
    ['no inputs', { requestId: 'r' }, 'r'],
    ['no input', { requestId: 'r', inputs: [] }, 'r'],
    ['two inputs', { requestId: 'r', inputs: inputs('SYNC', 'SYNC') }, 'r'],
    ['an unknown intent', { requestId: 'r', inputs: inputs('DANCE') }, 'r'],
    ['an input that is null', { requestId: 'r', inputs: [null] }, 'r'],
    ['a QUERY of nothing', { requestId: 'r', inputs: inputs('QUERY') }, 'r'],
    ['an EXECUTE of nothing', { requestId: 'r', inputs: inputs('EXECUTE') }, 'r'],
  ])('of %s is a protocolError', async (_, message, requestId) => {
    const answer = await home.send(john, message);
    expect(answer).toMatchObject({ requestId, payload: { errorCode: 'protocolError', status: 'ERROR' } });
    expect(checkResponse('SYNC', answer)).toBeUndefined();
  });
});

it('a device that nobody can make sense of spoils nothing', async () => {
  const bad = home.add(john.userId, { traits: null as never });
  const good = home.add(john.userId);
  await expect(home.ask(john, 'SYNC')).resolves.toMatchObject({ payload: { devices: [{ id: good.id }] } });
  const devices = [{ id: bad.id }, { id: good.id }];
  const { payload } = await home.ask(john, 'QUERY', { devices });
  expect(payload).toMatchObject({ devices: { [bad.id]: { status: 'ERROR' }, [good.id]: { status: 'SUCCESS' } } });
  const executed = await home.ask(john, 'EXECUTE', { commands: [{ devices, execution: [ON] }] });
  expect(executed.payload).toMatchObject({ commands: [{ status: 'ERROR' }, { status: 'SUCCESS' }] });
});

it('a fault of ours is an unknownError for Google', async () => {
  home.fail(new Error('the database is away'));
  const answer = await home.ask(john, 'SYNC');
  expect(answer).toMatchObject({ payload: { errorCode: 'unknownError', status: 'ERROR' } });
});
