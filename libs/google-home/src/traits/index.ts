import { appSelector } from './app-selector.js';
import { armDisarm } from './arm-disarm.js';
import { brightness } from './brightness.js';
import { cameraStream } from './camera-stream.js';
import { channel } from './channel.js';
import { colorSetting } from './color-setting.js';
import { cook } from './cook.js';
import { dispense } from './dispense.js';
import { dock } from './dock.js';
import { energyStorage } from './energy-storage.js';
import { fanSpeed } from './fan-speed.js';
import { fill } from './fill.js';
import { humiditySetting } from './humidity-setting.js';
import { inputSelector } from './input-selector.js';
import { lightEffects } from './light-effects.js';
import { locator } from './locator.js';
import { lockUnlock } from './lock-unlock.js';
import { mediaState } from './media-state.js';
import { modes } from './modes.js';
import { networkControl } from './network-control.js';
import { objectDetection } from './object-detection.js';
import { occupancySensing } from './occupancy-sensing.js';
import { onOff } from './on-off.js';
import { openClose } from './open-close.js';
import { reboot } from './reboot.js';
import { rotation } from './rotation.js';
import { runCycle } from './run-cycle.js';
import { scene } from './scene.js';
import { sensorState } from './sensor-state.js';
import { softwareUpdate } from './software-update.js';
import { startStop } from './start-stop.js';
import { statusReport } from './status-report.js';
import { temperatureControl } from './temperature-control.js';
import { temperatureSetting } from './temperature-setting.js';
import { timer } from './timer.js';
import { toggles } from './toggles.js';
import { transportControl } from './transport-control.js';
import { volume } from './volume.js';

/** Every trait that devices may have. */
export const ALL_TRAITS = [
  appSelector,
  armDisarm,
  brightness,
  cameraStream,
  channel,
  colorSetting,
  cook,
  dispense,
  dock,
  energyStorage,
  fanSpeed,
  fill,
  humiditySetting,
  inputSelector,
  lightEffects,
  locator,
  lockUnlock,
  mediaState,
  modes,
  networkControl,
  objectDetection,
  occupancySensing,
  onOff,
  openClose,
  reboot,
  rotation,
  runCycle,
  scene,
  sensorState,
  softwareUpdate,
  startStop,
  statusReport,
  temperatureControl,
  temperatureSetting,
  timer,
  toggles,
  transportControl,
  volume,
];
