import type { Attributes, TraitState } from '@atrium/google-home';

export type Params = Readonly<Record<string, unknown>>;

/** Parameters that make sense for one device; undefined where it cannot be asked for this. */
type Sample = (attributes: Attributes, state: TraitState) => Params | undefined;

const NONE: Sample = () => ({});

/** Parameters for every command, by its short name. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  OnOff: (_, { on }) => ({ on: on !== true }),
  BrightnessAbsolute: () => ({ brightness: 65 }),
  BrightnessRelative: () => ({ brightnessRelativeWeight: -1 }),
  ColorAbsolute: color,
  ThermostatTemperatureSetpoint: setpoint,
  ThermostatTemperatureSetRange: (_, { thermostatMode }) =>
    thermostatMode === 'heatcool'
      ? { thermostatTemperatureSetpointLow: 19, thermostatTemperatureSetpointHigh: 25 }
      : undefined,
  ThermostatSetMode: ({ availableThermostatModes }) => wrapped('thermostatMode', listOf(availableThermostatModes)[0]),
  TemperatureRelative: (attributes, state) => setpoint(attributes, state) && { thermostatTemperatureRelativeDegree: 1 },
  SetTemperature: ({ temperatureRange }) =>
    wrapped('temperature', (temperatureRange as { minThresholdCelsius?: number } | undefined)?.minThresholdCelsius),
  LockUnlock: (_, { isLocked }) => ({ lock: isLocked !== true }),
  OpenClose: openClose,
  OpenCloseRelative: ({ discreteOnlyOpenClose, openDirection }) =>
    discreteOnlyOpenClose === true || openDirection !== undefined ? undefined : { openRelativePercent: -10 },
  StartStop: (_, { isRunning }) => ({ start: isRunning !== true }),
  PauseUnpause: ({ pausable }, { isPaused }) => (pausable === true ? { pause: isPaused !== true } : undefined),
  SetFanSpeed: fanSpeed,
  SetFanSpeedRelative: () => ({ fanSpeedRelativeWeight: 1 }),
  Reverse: ({ reversible }) => (reversible === true ? {} : undefined),
  SetModes: ({ availableModes }, { currentModeSettings }) =>
    wrapped('updateModeSettings', modes(availableModes, currentModeSettings)),
  SetToggles: ({ availableToggles }, { currentToggleSettings }) =>
    wrapped('updateToggleSettings', toggles(availableToggles, currentToggleSettings)),
  ActivateScene: () => ({ deactivate: false }),
  SetHumidity: ({ humiditySetpointRange }) => ({
    humidity: (humiditySetpointRange as { minPercent?: number } | undefined)?.minPercent ?? 45,
  }),
  HumidityRelative: () => ({ humidityRelativePercent: 5 }),
  ArmDisarm: armDisarm,
  setVolume: () => ({ volumeLevel: 1 }),
  volumeRelative: () => ({ relativeSteps: 1 }),
  mute: ({ volumeCanMuteAndUnmute }, { isMuted }) =>
    volumeCanMuteAndUnmute === true ? { mute: isMuted !== true } : undefined,
  Dock: NONE,
  Charge: ({ isRechargeable }) => (isRechargeable === true ? { charge: true } : undefined),
  TimerStart: () => ({ timerTimeSec: 60 }),
  TimerAdjust: () => ({ timerTimeSec: 10 }),
  TimerPause: NONE,
  TimerResume: NONE,
  TimerCancel: NONE,
  SetInput: ({ availableInputs }) => wrapped('newInput', keyOf(availableInputs)),
  NextInput: ({ orderedInputs }) => (orderedInputs === true ? {} : undefined),
  PreviousInput: ({ orderedInputs }) => (orderedInputs === true ? {} : undefined),
  mediaNext: supported('NEXT'),
  mediaPause: supported('PAUSE'),
  mediaPrevious: supported('PREVIOUS'),
  mediaResume: supported('RESUME'),
  mediaStop: supported('STOP'),
  mediaShuffle: supported('SHUFFLE'),
  mediaSeekRelative: supported('SEEK_RELATIVE', { relativePositionMs: 10_000 }),
  mediaSeekToPosition: supported('SEEK_TO_POSITION', { absPositionMs: 0 }),
  mediaRepeatMode: supported('SET_REPEAT', { isOn: true }),
  mediaClosedCaptioningOn: supported('CAPTION_CONTROL'),
  mediaClosedCaptioningOff: supported('CAPTION_CONTROL'),
  appSelect: app,
  appInstall: app,
  appSearch: app,
  selectChannel: ({ availableChannels }) => wrapped('channelCode', keyOf(availableChannels)),
  relativeChannel: () => ({ relativeChannelChange: 1 }),
  returnChannel: NONE,
  RotateAbsolute: ({ supportsPercent }) =>
    supportsPercent === true ? { rotationPercent: 50 } : { rotationDegrees: 90 },
  ColorLoop: effect('colorLoop'),
  Sleep: effect('sleep'),
  Wake: effect('wake'),
  StopEffect: NONE,
  Locate: () => ({ silence: false }),
  GetCameraStream: ({ cameraStreamSupportedProtocols }) => ({
    StreamToChromecast: false,
    SupportedStreamProtocols: listOf(cameraStreamSupportedProtocols),
  }),
  Cook: () => ({ start: false }),
  Dispense: () => ({}),
  Fill: () => ({ fill: false }),
  EnableDisableGuestNetwork: () => ({ enable: false }),
  EnableDisableNetworkProfile: ({ networkProfiles }) => {
    const [profile] = listOf(networkProfiles);
    return profile === undefined ? undefined : { profile, enable: true };
  },
  GetGuestNetworkPassword: NONE,
  TestNetworkSpeed: () => ({ testDownloadSpeed: true, testUploadSpeed: true, followUpToken: 'google-home-check' }),
  Reboot: NONE,
  SoftwareUpdate: NONE,
};

/** Commands that interrupt people, cost something, or cannot be taken back. */
export const DISRUPTIVE: ReadonlySet<string> = new Set([
  ...['Reboot', 'SoftwareUpdate', 'Dispense', 'Cook', 'Fill', 'appInstall', 'Locate', 'TestNetworkSpeed'],
  ...['EnableDisableGuestNetwork', 'EnableDisableNetworkProfile', 'GetGuestNetworkPassword'],
]);

function wrapped(name: string, value: unknown): Params | undefined {
  return value === undefined ? undefined : { [name]: value };
}

/** A list, or a text with commas as Google also allows. */
function listOf(value: unknown): unknown[] {
  if (typeof value === 'string') return value.split(',').map((item) => item.trim());
  return Array.isArray(value) ? value : [];
}

function keyOf(value: unknown): unknown {
  return (listOf(value)[0] as { key?: string } | undefined)?.key;
}

function color({ colorModel, colorTemperatureRange }: Attributes): Params | undefined {
  const { temperatureMinK } = (colorTemperatureRange ?? {}) as { temperatureMinK?: number };
  if (temperatureMinK !== undefined) return { color: { temperature: temperatureMinK } };
  if (colorModel === 'rgb') return { color: { name: 'red', spectrumRGB: 0xff0000 } };
  return { color: { name: 'red', spectrumHSV: { hue: 0, saturation: 1, value: 1 } } };
}

function setpoint({ thermostatTemperatureRange }: Attributes, { thermostatMode }: TraitState): Params | undefined {
  if (!['heat', 'cool', 'auto', 'on'].includes(String(thermostatMode))) return undefined;
  const { minThresholdCelsius = 10 } = (thermostatTemperatureRange ?? {}) as { minThresholdCelsius?: number };
  return { thermostatTemperatureSetpoint: Math.max(20, minThresholdCelsius) };
}

function openClose({ openDirection }: Attributes, { openPercent }: TraitState): Params {
  const [direction] = listOf(openDirection);
  return { openPercent: openPercent === 0 ? 100 : 0, ...(direction === undefined ? {} : { openDirection: direction }) };
}

function fanSpeed({ supportsFanSpeedPercent, availableFanSpeeds }: Attributes): Params | undefined {
  if (supportsFanSpeedPercent === true) return { fanSpeedPercent: 50 };
  const { speeds = [] } = (availableFanSpeeds ?? {}) as { speeds?: { speed_name: string }[] };
  return wrapped('fanSpeed', speeds[0]?.speed_name);
}

function modes(available: unknown, current: unknown): Params | undefined {
  const [mode] = listOf(available) as { name: string; settings: { setting_name: string }[] }[];
  const now = ((current ?? {}) as Params)[mode?.name ?? ''];
  const setting = mode?.settings.find((candidate) => candidate.setting_name !== now) ?? mode?.settings[0];
  return mode && setting && { [mode.name]: setting.setting_name };
}

function toggles(available: unknown, current: unknown): Params | undefined {
  const [toggle] = listOf(available) as { name: string }[];
  return toggle && { [toggle.name]: ((current ?? {}) as Params)[toggle.name] !== true };
}

function armDisarm({ availableArmLevels }: Attributes, { isArmed }: TraitState): Params {
  const { levels = [] } = (availableArmLevels ?? {}) as { levels?: { level_name: string }[] };
  const [level] = levels;
  if (isArmed === true) return { arm: false };
  return { arm: true, ...(level ? { armLevel: level.level_name } : {}) };
}

function app({ availableApplications }: Attributes): Params | undefined {
  return wrapped('newApplication', keyOf(availableApplications));
}

function supported(command: string, params: Params = {}): Sample {
  return ({ transportControlSupportedCommands }) =>
    listOf(transportControlSupportedCommands).includes(command) ? params : undefined;
}

function effect(name: string): Sample {
  return ({ supportedEffects }) => (listOf(supportedEffects).includes(name) ? { duration: 300 } : undefined);
}
