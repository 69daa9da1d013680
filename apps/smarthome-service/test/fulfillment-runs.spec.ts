import { expect, it } from '@jest/globals';
import {
  CommandRefused,
  initialStateOf,
  mergeState,
  reduceCommand,
  reportedState,
  type ExecuteResult,
  type Execution,
  type QueryDevice,
} from '@atrium/google-home';
import fc from 'fast-check';

import { googleFor, ModelHome } from './model-home.js';

const trait = (name: string) => `action.devices.traits.${name}`;
const kind = (type: string, traits: string[], attributes: object = {}) => ({
  type: `action.devices.types.${type}`,
  traits: traits.map(trait),
  attributes: attributes as Record<string, unknown>,
});

const KINDS = [
  kind('LIGHT', ['OnOff', 'Brightness', 'ColorSetting'], { colorModel: 'rgb' }),
  kind('SWITCH', ['OnOff'], { commandOnlyOnOff: true }),
  kind('OUTLET', ['OnOff'], { queryOnlyOnOff: true }),
  kind('LOCK', ['LockUnlock']),
  kind('BLINDS', ['OpenClose'], { openDirection: ['UP', 'DOWN'] }),
  kind('VACUUM', ['StartStop', 'Dock'], { pausable: true }),
  kind('THERMOSTAT', ['TemperatureSetting'], {
    availableThermostatModes: ['off', 'heat', 'heatcool'],
    thermostatTemperatureUnit: 'C',
    thermostatTemperatureRange: { minThresholdCelsius: 10, maxThresholdCelsius: 30 },
  }),
  kind('FAN', ['OnOff', 'FanSpeed'], { supportsFanSpeedPercent: true }),
  kind('SCENE', ['Scene']),
];

const percent = fc.integer({ min: -10, max: 110 });
const execution: fc.Arbitrary<Execution> = fc
  .oneof(
    fc.record({ command: fc.constant('OnOff'), params: fc.record({ on: fc.oneof(fc.boolean(), fc.constant('on')) }) }),
    fc.record({ command: fc.constant('BrightnessAbsolute'), params: fc.record({ brightness: percent }) }),
    fc.record({ command: fc.constant('LockUnlock'), params: fc.record({ lock: fc.boolean() }) }),
    fc.record({ command: fc.constant('OpenClose'), params: fc.record({ openPercent: percent }) }),
    fc.record({ command: fc.constant('StartStop'), params: fc.record({ start: fc.boolean() }) }),
    fc.record({ command: fc.constant('PauseUnpause'), params: fc.record({ pause: fc.boolean() }) }),
    fc.record({
      command: fc.constant('ThermostatSetMode'),
      params: fc.record({ thermostatMode: fc.constantFrom('off', 'heat', 'heatcool', 'eco') }),
    }),
    fc.record({
      command: fc.constant('ThermostatTemperatureSetpoint'),
      params: fc.record({ thermostatTemperatureSetpoint: percent }),
    }),
    fc.record({ command: fc.constant('SetFanSpeed'), params: fc.record({ fanSpeedPercent: percent }) }),
    fc.record({
      command: fc.constantFrom('ActivateScene', 'Dock', 'Fly'),
      params: fc.dictionary(fc.string(), fc.jsonValue()),
    }),
  )
  .map(({ command, params }) => ({ command: `action.devices.commands.${command}`, params }));

const devices = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), isOnline: fc.boolean(), isMine: fc.boolean() }), {
  maxLength: 8,
});
const groups = fc.array(
  fc.record({
    places: fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
    execution: fc.array(execution, { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

/** What the states should be: each device does what it is told until it refuses. */
function modelOf(device: (typeof KINDS)[number], executions: readonly Execution[]) {
  let state = initialStateOf(device.traits, device.attributes);
  for (const { command, params } of executions) {
    try {
      const context = { attributes: device.attributes, state, now: new Date() };
      state = mergeState(state, reduceCommand(command, params, device.traits, context).patch);
    } catch (error) {
      if (error instanceof CommandRefused) return { state, errorCode: error.errorCode };
      throw error;
    }
  }
  return { state, errorCode: undefined };
}

it('random batches to random devices are answered as Google wants it, and leave the states of the model', async () => {
  await fc.assert(
    fc.asyncProperty(devices, groups, async (given, batch) => {
      const home = new ModelHome();
      const [john, mary] = [googleFor('John'), googleFor('Mary')];
      const added = given.map(({ kind: one, isOnline, isMine }) => ({
        ...{ one, isOnline, isMine },
        id: home.add(isMine ? john.userId : mary.userId, { ...one, isOnline }).id,
      }));
      const idAt = (place: number) => added[place]?.id ?? `nobody-${place}`;
      const commands = batch.map(({ places, execution: executions }) => ({
        devices: places.map((place) => ({ id: idAt(place) })),
        execution: executions,
      }));

      const sync = await home.ask(john, 'SYNC');
      const mine = added.filter(({ isMine }) => isMine);
      expect((sync.payload as { devices: { id: string }[] }).devices.map(({ id }) => id)).toEqual(
        mine.map(({ id }) => id),
      );

      const { payload } = await home.ask(john, 'EXECUTE', { commands });
      const results = (payload as { commands: ExecuteResult[] }).commands;
      const asked = new Set(commands.flatMap((group) => group.devices.map(({ id }) => id)));
      expect(results.flatMap(({ ids }) => ids).sort()).toEqual([...asked].sort());

      const queried = await home.ask(john, 'QUERY', { devices: [...asked].map((id) => ({ id })) });
      const told = (queried.payload as { devices: Record<string, QueryDevice> }).devices;
      for (const { ids, status, errorCode } of results) {
        const [id = ''] = ids;
        const device = added.find((one) => one.id === id);
        if (!device?.isMine) {
          expect([status, errorCode, told[id]?.errorCode]).toEqual(['ERROR', 'deviceNotFound', 'deviceNotFound']);
          continue;
        }
        if (!device.isOnline) {
          expect([status, told[id]?.status]).toEqual(['OFFLINE', 'OFFLINE']);
          continue;
        }
        const executions = commands.flatMap((group) =>
          group.devices.some((one) => one.id === id) ? group.execution : [],
        );
        const model = modelOf(device.one, executions);
        expect([status, errorCode]).toEqual([model.errorCode === undefined ? 'SUCCESS' : 'ERROR', model.errorCode]);
        expect(told[id]).toEqual({
          online: true,
          status: 'SUCCESS',
          ...reportedState({ ...device.one, state: model.state }),
        });
      }
    }),
    { numRuns: 100 },
  );
});

it('anything at all that is sent is answered', async () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ requestId: fc.jsonValue(), inputs: fc.jsonValue() }),
    fc.record({
      requestId: fc.string(),
      inputs: fc.array(
        fc.record({
          intent: fc.constantFrom('SYNC', 'QUERY', 'EXECUTE', 'DISCONNECT').map((name) => `action.devices.${name}`),
          payload: fc.oneof(
            fc.jsonValue(),
            fc.record({ devices: fc.jsonValue() }),
            fc.record({ commands: fc.array(fc.record({ devices: fc.jsonValue(), execution: fc.jsonValue() })) }),
          ),
        }),
        { minLength: 1, maxLength: 1 },
      ),
    }),
  );
  const home = new ModelHome();
  const john = googleFor();
  await fc.assert(
    fc.asyncProperty(anything, async (message) => {
      const answer = await home.send(john, message);
      const { errorCode } = (answer.payload ?? {}) as { errorCode?: string };
      expect(errorCode).not.toBe('unknownError');
    }),
    { numRuns: 500 },
  );
});
