import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  commandSettled,
  createHome,
  deviceChanged,
  getDeviceState,
  listDevices,
  runDeviceCommands,
  updateDevice,
  updateHome,
  type DeviceView,
  type HomeView,
} from '@atrium/contracts';
import { eventually, type TestPerson } from '@atrium/testing';

import { MqttDevice } from './mqtt-device.js';
import { startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const PREFIX = 'action.devices.commands.';

describe('MQTT devices', () => {
  let suite: SmarthomeUnderTest;
  let john: TestPerson;
  let home: HomeView;
  let place: string;
  const devices: MqttDevice[] = [];

  beforeAll(async () => {
    suite = await startSmarthome();
    john = suite.person('John');
    home = await suite.rpc.call(createHome, { name: 'Home', rooms: [] }, john);
    place = `atrium/${home.bridgeId}`;
    await suite.rpc.call(updateHome, { homeId: home.id, mqttPrefix: `${place}/homeassistant` }, john);
  });

  afterAll(async () => {
    await Promise.all(devices.map((device) => device.leave()));
    await suite.stop();
  });

  async function play(commandTopic: string, will?: readonly [string, string]): Promise<MqttDevice> {
    const device = await MqttDevice.connect(suite.mqttUrl, commandTopic, will);
    devices.push(device);
    return device;
  }

  function found(name: string): Promise<DeviceView> {
    return eventually(
      async () => {
        const device = (await suite.rpc.call(listDevices, { limit: 200 }, john)).find((one) => one.name === name);
        if (!device) throw new Error(`No ${name}`);
        return device;
      },
      { within: 15_000 },
    );
  }

  const stateOf = (deviceId: string) => suite.rpc.call(getDeviceState, { deviceId }, john);
  const run = (deviceId: string, command: string, params: object) =>
    suite.rpc.call(
      runDeviceCommands,
      { deviceId, commands: [{ command: PREFIX + command, params: params as Record<string, unknown> }] },
      john,
    );

  it('announce themselves, tell their state and obey: a light with the JSON schema', async () => {
    const base = `${place}/lamp`;
    const lamp = await play(`${base}/set`);
    const colour = { supported_color_modes: ['color_temp'], min_mireds: 150, max_mireds: 500 };
    const config = { name: 'Lamp', schema: 'json', brightness: true, brightness_scale: 254, ...colour };
    const topics = { '~': base, stat_t: '~', cmd_t: '~/set' };
    const dev = { ids: 'l1', mf: 'Acme', mdl: 'L1', sa: 'Hall' };
    await lamp.say(`${place}/homeassistant/light/l1/config`, { ...config, ...topics, dev }, true);
    const device = await found('Lamp');
    expect(device).toMatchObject({
      type: 'action.devices.types.LIGHT',
      traits: ['OnOff', 'Brightness', 'ColorSetting'].map((trait) => `action.devices.traits.${trait}`),
      attributes: { colorTemperatureRange: { temperatureMinK: 2_000, temperatureMaxK: 6_667 } },
      deviceInfo: { manufacturer: 'Acme', model: 'L1' },
      driver: 'mqtt',
      room: 'Hall',
      isOnline: true,
    });

    await lamp.say(base, { state: 'ON', brightness: 127, color_mode: 'color_temp', color_temp: 250 });
    await eventually(async () => {
      expect(await stateOf(device.id)).toMatchObject({
        state: { on: true, brightness: 50, color: { temperatureK: 4_000 } },
      });
    });

    lamp.obey(
      `${base}/set`,
      (payload) => void lamp.say(base, { color_mode: 'color_temp', ...(JSON.parse(payload) as object) }),
    );
    await expect(run(device.id, 'BrightnessAbsolute', { brightness: 20 })).resolves.toMatchObject({
      status: 'SUCCESS',
      states: { brightness: 20 },
    });
    expect(JSON.parse(await lamp.told(`${base}/set`))).toEqual({ state: 'ON', brightness: 51 });
    await expect(run(device.id, 'OnOff', { on: false })).resolves.toMatchObject({ status: 'SUCCESS' });
    await expect(stateOf(device.id)).resolves.toMatchObject({ state: { on: false, brightness: 20 } });
  });

  it('are there while their broker and bridge say so: a lock as Zigbee2MQTT announces it', async () => {
    const base = `${place}/zigbee2mqtt`;
    const lock = await play(`${base}/door/set`, [`${base}/door/availability`, '{"state":"offline"}']);
    const bridge = { topic: `${base}/bridge/state`, value_template: '{{ value_json.state }}' };
    const own = { topic: `${base}/door/availability`, value_template: '{{ value_json.state }}' };
    await lock.say(
      `${place}/homeassistant/lock/0x00158d/lock/config`,
      {
        availability: [bridge, own],
        availability_mode: 'all',
        command_topic: `${base}/door/set`,
        device: { identifiers: ['zigbee2mqtt_0x00158d'], name: 'Front door', manufacturer: 'Yale', sw_version: '1' },
        name: null,
        payload_lock: 'LOCK',
        payload_unlock: 'UNLOCK',
        state_locked: 'LOCK',
        state_unlocked: 'UNLOCK',
        state_topic: `${base}/door`,
        unique_id: '0x00158d_lock_zigbee2mqtt',
        value_template: '{{ value_json.state }}',
      },
      true,
    );
    const { id, isOnline } = await found('Front door');
    expect(isOnline).toBe(false);
    await expect(run(id, 'LockUnlock', { lock: true })).resolves.toMatchObject({ status: 'OFFLINE' });
    await lock.say(bridge.topic, { state: 'online' }, true);
    await lock.say(own.topic, { state: 'online' }, true);
    await lock.say(`${base}/door`, { state: 'UNLOCK', battery: 97 });
    await eventually(async () => {
      expect(await stateOf(id)).toMatchObject({ isOnline: true, state: { isLocked: false, isJammed: false } });
    });

    await expect(run(id, 'LockUnlock', { lock: true })).resolves.toMatchObject({ status: 'PENDING' });
    await expect(lock.told(`${base}/door/set`)).resolves.toBe('LOCK');
    await lock.say(`${base}/door`, { state: 'LOCK', battery: 97 });
    await expect(suite.events.take(commandSettled, ({ deviceId }) => deviceId === id)).resolves.toMatchObject({
      status: 'confirmed',
    });

    lock.die();
    await eventually(async () => {
      expect(await stateOf(id)).toMatchObject({ isOnline: false, state: { isLocked: true } });
    });
  });

  it('speak Tasmota’s dialect: a switch with payloads of its own, short keys and LWT', async () => {
    const plug = await play(`${place}/cmnd/plug/POWER`, [`${place}/tele/plug/LWT`, 'Offline']);
    await plug.say(
      `${place}/homeassistant/switch/DC4F22_RL_1/config`,
      {
        name: 'Plug',
        cmd_t: '~cmnd/plug/POWER',
        stat_t: '~tele/plug/STATE',
        val_tpl: '{{value_json.POWER}}',
        pl_off: 'OFF',
        pl_on: 'ON',
        avty_t: '~tele/plug/LWT',
        pl_avail: 'Online',
        pl_not_avail: 'Offline',
        uniq_id: 'DC4F22_RL_1',
        '~': `${place}/`,
      },
      true,
    );
    const { id, type } = await found('Plug');
    expect(type).toBe('action.devices.types.SWITCH');
    await plug.say(`${place}/tele/plug/LWT`, 'Online', true);
    await eventually(async () => {
      expect(await stateOf(id)).toMatchObject({ isOnline: true });
    });
    const answer = (payload: string) =>
      void plug.say(`${place}/tele/plug/STATE`, { POWER: payload, Wifi: { RSSI: 100 } });
    plug.obey(`${place}/cmnd/plug/POWER`, answer);
    await expect(run(id, 'OnOff', { on: true })).resolves.toMatchObject({ status: 'SUCCESS' });
    await expect(stateOf(id)).resolves.toMatchObject({ state: { on: true } });
    plug.die();
    await eventually(async () => {
      expect(await stateOf(id)).toMatchObject({ isOnline: false });
    });
  });

  it('keep what people chose when they announce themselves again, and go when they take that back', async () => {
    const [topic, base] = [`${place}/homeassistant/switch/pump/config`, `${place}/pump`];
    const pump = await play(`${base}/set`);
    const config = { name: 'Pump', command_topic: `${base}/set`, state_topic: base };
    await pump.say(topic, config, true);
    const { id: deviceId } = await found('Pump');
    await suite.rpc.call(updateDevice, { deviceId, name: 'Fountain', room: 'Garden' }, john);
    await pump.say(topic, { ...config, device_class: 'outlet' }, true);
    await suite.events.take(deviceChanged, (told) => told.deviceId === deviceId && told.change === 'updated');
    await eventually(async () => {
      expect(await found('Fountain')).toMatchObject({
        id: deviceId,
        room: 'Garden',
        type: 'action.devices.types.OUTLET',
      });
    });
    await pump.say(topic, '', true);
    await suite.events.take(deviceChanged, (told) => told.deviceId === deviceId && told.change === 'deleted');
  });

  it('lose nothing that they say while the service is away', async () => {
    const base = `${place}/heater`;
    const heater = await play(`${base}/set`);
    const config = { name: 'Heater', command_topic: `${base}/set`, state_topic: base };
    await heater.say(`${place}/homeassistant/switch/heater/config`, config, true);
    const { id } = await found('Heater');
    await suite.restart(() => heater.say(base, 'ON'));
    await eventually(
      async () => {
        expect(await stateOf(id)).toMatchObject({ state: { on: true } });
      },
      { within: 15_000 },
    );
  });

  it('do not speak for another home, and not to the suite', async () => {
    const thief = await play(`${place}/none`);
    const config = { name: 'Thief', state_topic: `${place}/none` };
    const other = `atrium/${'0'.repeat(16)}/lock/set`;
    await thief.say(`${place}/homeassistant/switch/thief/config`, { ...config, command_topic: other }, true);
    await thief.say(`${place}/homeassistant/switch/wild/config`, { ...config, command_topic: `${place}/+/set` }, true);
    await thief.say('auth/event/session-revoked/v1/x', '{}');
    await thief.say(
      `${place}/homeassistant/switch/good/config`,
      { ...config, name: 'Good', command_topic: `${place}/g` },
      true,
    );
    await found('Good');
    const names = (await suite.rpc.call(listDevices, { limit: 200 }, john)).map(({ name }) => name);
    expect(names).not.toContain('Thief');
  });

  it('are offline once their home has left MQTT', async () => {
    const { id } = await found('Good');
    await suite.rpc.call(updateHome, { homeId: home.id, mqttPrefix: null }, john);
    await expect(stateOf(id)).resolves.toMatchObject({ isOnline: false });
  });
});
