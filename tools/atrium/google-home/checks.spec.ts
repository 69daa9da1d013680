import { randomUUID } from 'node:crypto';
import type { SyncDevice } from '@atrium/google-home';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CheckList } from './check-list.ts';
import { checkQuery, checkSync } from './device-checks.ts';
import { checkExecute } from './execute-checks.ts';
import { Fulfillment } from './fulfillment.ts';
import { GoogleSide } from './google-side.ts';
import { ModelHome } from './model-home.ts';

type Payload = Record<string, unknown>;

function device(name: string, type: string, traits: readonly string[], attributes: object = {}): SyncDevice {
  return {
    id: randomUUID(),
    type: `action.devices.types.${type}`,
    traits: traits.map((trait) => `action.devices.traits.${trait}`),
    name: { name },
    willReportState: true,
    attributes: { ...attributes },
  };
}

const LAMP = device('Lamp', 'LIGHT', ['OnOff', 'Brightness', 'ColorSetting'], { colorModel: 'rgb' });
const DEVICES = [
  LAMP,
  device('Door', 'LOCK', ['LockUnlock']),
  device('Heating', 'THERMOSTAT', ['TemperatureSetting'], {
    availableThermostatModes: ['off', 'heat', 'cool'],
    thermostatTemperatureUnit: 'C',
  }),
  device('Fan', 'FAN', ['OnOff', 'FanSpeed'], { supportsFanSpeedPercent: true }),
  device('Film', 'SCENE', ['Scene'], { sceneReversible: false }),
];

describe('the checks of devices', () => {
  let home: ModelHome;
  let list: CheckList;
  let fulfillment: Fulfillment;

  beforeEach(async () => {
    home = new ModelHome(DEVICES);
    list = new CheckList(() => undefined);
    const url = await home.start();
    const nobody = { clientId: '', clientSecret: '', redirectUri: '', scope: '', user: '', password: '' };
    fulfillment = new Fulfillment(new GoogleSide({ url, ...nobody }), 'token');
  });

  afterEach(() => home.stop());

  async function checkAll(options: Partial<Parameters<typeof checkExecute>[4]> = {}): Promise<void> {
    const account = await checkSync(list, fulfillment);
    if (!account) return;
    const states = await checkQuery(list, fulfillment, account.devices);
    const gentle = { skip: new Set<string>(), isEverything: false, pin: undefined };
    await checkExecute(list, fulfillment, account.devices, states, { ...gentle, ...options });
  }

  function failures(): string[] {
    return list.results.flatMap(({ name, outcome, reason }) =>
      outcome === 'fail' ? [`${name}: ${reason ?? ''}`] : [],
    );
  }

  function outcomeOf(name: string): string | undefined {
    return list.results.find((result) => result.name === name)?.outcome;
  }

  it('find nothing wrong with what is right, and leave the devices as they were', async () => {
    const before = home.stateOf(LAMP.id);
    await checkAll({ isEverything: true });
    expect(failures()).toEqual([]);
    expect(outcomeOf('"Lamp" (LIGHT) ColorAbsolute')).toBe('pass');
    expect(outcomeOf('"Door" (LOCK) LockUnlock')).toBe('pass');
    expect(home.stateOf(LAMP.id)).toEqual(before);
  });

  it('leave alone what they are told to, and doors unless they are told to try them', async () => {
    await fulfillment.execute([
      {
        devices: [{ id: DEVICES[1]?.id ?? '' }],
        execution: [{ command: 'action.devices.commands.LockUnlock', params: { lock: true } }],
      },
    ]);
    await checkAll({ skip: new Set(['OnOff', 'BrightnessRelative', DEVICES[3]?.id ?? '']) });
    expect(outcomeOf('"Lamp" (LIGHT) OnOff')).toBe('skip');
    expect(outcomeOf('"Lamp" (LIGHT) BrightnessRelative')).toBe('skip');
    expect(outcomeOf('"Fan" (FAN)')).toBe('skip');
    expect(outcomeOf('"Door" (LOCK) LockUnlock')).toBe('skip');
  });

  it.each([
    [
      'a device without its required trait',
      'SYNC',
      (payload: Payload) => syncWith(payload, { traits: [] }),
      /needs|at least one/,
    ],
    [
      'a name too long',
      'SYNC',
      (payload: Payload) => syncWith(payload, { name: { name: 'x'.repeat(61) } }),
      /longer than 60/,
    ],
    [
      'too much customData',
      'SYNC',
      (payload: Payload) => syncWith(payload, { customData: { a: 'x'.repeat(600) } }),
      /bytes/,
    ],
    ['an unknown field', 'SYNC', (payload: Payload) => ({ ...payload, users: [] }), /schema/],
    [
      'a state out of its range',
      'QUERY',
      (payload: Payload) => queryWith(payload, { brightness: 400 }),
      /Brightness|schema/,
    ],
    ['a state of the wrong type', 'QUERY', (payload: Payload) => queryWith(payload, { on: 'yes' }), /OnOff|schema/],
    ['a device left out', 'QUERY', () => ({ devices: {} }), /leaves it out/],
    ['a failure as a whole', 'EXECUTE', () => ({ errorCode: 'hardError' }), /schema|as a whole/],
    [
      'other states than QUERY tells',
      'EXECUTE',
      (payload: Payload) => executeWith(payload, { on: 'maybe' }),
      /by EXECUTE/,
    ],
    ['a failure of the service', 'EXECUTE', (payload: Payload) => failing(payload), /failed with transientError/],
    ['no results', 'EXECUTE', () => ({ commands: [] }), /schema|0 times/],
  ] as const)('find %s', async (_, intent, spoil, complaint) => {
    home.spoil = (asked, payload) => (asked.endsWith(intent) ? spoil(payload) : payload);
    await checkAll();
    expect(failures().join('\n')).toMatch(complaint);
  });
});

function syncWith(payload: Payload, change: object): Payload {
  const [first, ...others] = payload.devices as SyncDevice[];
  return { ...payload, devices: [{ ...first, ...change }, ...others] };
}

function queryWith(payload: Payload, change: object): Payload {
  const states = payload.devices as Record<string, object>;
  const lamp = states[LAMP.id];
  return lamp ? { devices: { ...states, [LAMP.id]: { ...lamp, ...change } } } : payload;
}

function executeWith(payload: Payload, change: object): Payload {
  const results = payload.commands as { ids: string[]; states?: object }[];
  const spoiled = results.map((result) =>
    result.states && result.ids.includes(LAMP.id) ? { ...result, states: { ...result.states, ...change } } : result,
  );
  return { commands: spoiled };
}

function failing(payload: Payload): Payload {
  const results = payload.commands as { ids: string[] }[];
  return { commands: results.map(({ ids }) => ({ ids, status: 'ERROR', errorCode: 'transientError' })) };
}
