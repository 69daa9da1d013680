import { cook } from '../src/traits/cook.js';
import { dispense } from '../src/traits/dispense.js';
import { dock } from '../src/traits/dock.js';
import { energyStorage } from '../src/traits/energy-storage.js';
import { fill } from '../src/traits/fill.js';
import { locator } from '../src/traits/locator.js';
import { modes } from '../src/traits/modes.js';
import { networkControl } from '../src/traits/network-control.js';
import { reboot } from '../src/traits/reboot.js';
import { scene } from '../src/traits/scene.js';
import { softwareUpdate } from '../src/traits/software-update.js';
import { startStop } from '../src/traits/start-stop.js';
import { timer } from '../src/traits/timer.js';
import { toggles } from '../src/traits/toggles.js';
import { commandTable, NOW_S } from './command-table.js';

commandTable(startStop, { pausable: true, availableZones: ['kitchen', 'hall'] }, [
  ['StartStop', { start: true, zone: 'hall' }, { isRunning: true, isPaused: false, activeZones: ['hall'] }],
  ['StartStop', { start: true, multipleZones: ['hall', 'moon'] }, 'notSupported'],
  ['StartStop', { start: false }, { isRunning: false, isPaused: false }, { isRunning: true, activeZones: ['hall'] }],
  ['StartStop', {}, 'protocolError'],
  ['PauseUnpause', { pause: true }, { isRunning: false, isPaused: true }, { isRunning: true }],
  ['PauseUnpause', { pause: false }, { isRunning: true, isPaused: false }, { isPaused: true }],
  ['PauseUnpause', { pause: true }, 'unpausableState'],
]);
commandTable(startStop, {}, [
  ['StartStop', { start: true }, { isRunning: true }],
  ['PauseUnpause', { pause: true }, 'functionNotSupported', { isRunning: true }],
]);

commandTable(dock, {}, [
  ['Dock', undefined, { isDocked: true }, { isDocked: false }],
  ['Dock', { fast: true }, 'protocolError'],
]);

commandTable(timer, { maxTimerLimitSec: 3600 }, [
  ['TimerStart', { timerTimeSec: 60 }, { timerRemainingSec: 60, timerPaused: false }],
  ['TimerStart', { timerTimeSec: 0 }, 'protocolError'],
  ['TimerStart', { timerTimeSec: 3601 }, 'aboveMaximumTimerDuration'],
  ['TimerAdjust', { timerTimeSec: -20 }, { timerRemainingSec: 40 }, { timerRemainingSec: 60 }],
  ['TimerAdjust', { timerTimeSec: -60 }, 'belowMinimumTimerDuration', { timerRemainingSec: 60 }],
  ['TimerAdjust', { timerTimeSec: 10 }, 'noTimerExists'],
  ['TimerPause', {}, { timerPaused: true }, { timerRemainingSec: 60 }],
  ['TimerResume', {}, { timerPaused: false }, { timerRemainingSec: 60, timerPaused: true }],
  ['TimerResume', {}, 'noTimerExists'],
  ['TimerCancel', {}, { timerRemainingSec: -1 }, { timerRemainingSec: 60 }],
  ['TimerCancel', {}, 'noTimerExists'],
]);

const named = (name: string) => ({ name, name_values: [{ name_synonym: [name], lang: 'en' }] });
const setting = (name: string) => ({ setting_name: name, setting_values: [{ setting_synonym: [name], lang: 'en' }] });
commandTable(
  modes,
  {
    availableModes: [
      { ...named('load'), settings: [setting('small'), setting('large')] },
      { ...named('soil'), settings: [setting('light'), setting('heavy')] },
    ],
  },
  [
    ['SetModes', { updateModeSettings: { load: 'large' } }, { currentModeSettings: { load: 'large', soil: 'light' } }],
    ['SetModes', { updateModeSettings: { load: 'huge' } }, 'notSupported'],
    ['SetModes', { updateModeSettings: { mood: 'good' } }, 'notSupported'],
    ['SetModes', { updateModeSettings: {} }, 'protocolError'],
  ],
);
commandTable(toggles, { availableToggles: [named('quiet'), named('turbo')] }, [
  ['SetToggles', { updateToggleSettings: { quiet: true } }, { currentToggleSettings: { quiet: true, turbo: false } }],
  ['SetToggles', { updateToggleSettings: { loud: true } }, 'notSupported'],
  ['SetToggles', { updateToggleSettings: { quiet: 'on' } }, 'protocolError'],
]);

commandTable(
  cook,
  {
    supportedCookingModes: ['BAKE', 'BOIL'],
    foodPresets: [
      { food_preset_name: 'egg', supported_units: ['NO_UNITS'], food_synonyms: [{ synonym: ['egg'], lang: 'en' }] },
    ],
  },
  [
    ['Cook', { start: true, cookingMode: 'BOIL' }, { currentCookingMode: 'BOIL' }],
    [
      'Cook',
      { start: true, foodPreset: 'egg', quantity: 2, unit: 'NO_UNITS' },
      { currentCookingMode: 'BAKE', currentFoodPreset: 'egg', currentFoodQuantity: 2, currentFoodUnit: 'NO_UNITS' },
    ],
    ['Cook', { start: true, foodPreset: 'egg', quantity: 2, unit: 'CUPS' }, 'notSupported'],
    ['Cook', { start: true, foodPreset: 'stone' }, 'unknownFoodPreset'],
    ['Cook', { start: true, cookingMode: 'FRY' }, 'notSupported'],
    ['Cook', { start: false }, { currentCookingMode: 'NONE' }, { currentCookingMode: 'BAKE' }],
    ['Cook', {}, 'protocolError'],
  ],
);

const water = {
  item_name: 'water',
  item_name_synonyms: [{ synonyms: ['water'], lang: 'en' }],
  supported_units: ['CUPS'],
  default_portion: { amount: 2, unit: 'CUPS' },
};
const given = (amount: number, more = {}) => ({
  dispenseItems: [
    { itemName: 'water', isCurrentlyDispensing: false, amountLastDispensed: { amount, unit: 'CUPS' }, ...more },
  ],
});
const left = (amount: number) => ({
  dispenseItems: [{ itemName: 'water', isCurrentlyDispensing: false, amountRemaining: { amount, unit: 'CUPS' } }],
});
const presets = [{ preset_name: 'cat', preset_name_synonyms: [{ synonyms: ['cat'], lang: 'en' }] }];
commandTable(dispense, { supportedDispenseItems: [water], supportedDispensePresets: presets }, [
  ['Dispense', {}, given(2)],
  ['Dispense', { item: 'water', amount: 1, unit: 'CUPS' }, given(1)],
  [
    'Dispense',
    { item: 'water', amount: 1, unit: 'CUPS' },
    given(1, { amountRemaining: { amount: 4, unit: 'CUPS' } }),
    left(5),
  ],
  ['Dispense', { item: 'water', amount: 6, unit: 'CUPS' }, 'dispenseAmountRemainingExceeded', left(5)],
  ['Dispense', { item: 'water', amount: 1, unit: 'GALLONS' }, 'dispenseUnitNotSupported'],
  ['Dispense', { item: 'water', amount: 0, unit: 'CUPS' }, 'dispenseAmountBelowLimit'],
  ['Dispense', { item: 'wine', amount: 1, unit: 'CUPS' }, 'notSupported'],
  [
    'Dispense',
    {},
    'deviceCurrentlyDispensing',
    { dispenseItems: [{ itemName: 'water', isCurrentlyDispensing: true }] },
  ],
  ['Dispense', { presetName: 'cat' }, {}],
  ['Dispense', { presetName: 'dog' }, 'notSupported'],
  ['Dispense', { item: 'water' }, 'protocolError'],
]);
commandTable(dispense, { supportedDispensePresets: presets }, [['Dispense', {}, 'genericDispenseNotSupported']]);

const level = (name: string) => ({ level_name: name, level_values: [{ level_synonym: [name], lang: 'en' }] });
commandTable(
  fill,
  { availableFillLevels: { levels: [level('half'), level('full')], ordered: true, supportsFillPercent: true } },
  [
    ['Fill', { fill: true }, { isFilled: true, currentFillLevel: 'full', currentFillPercent: 100 }],
    [
      'Fill',
      { fill: true, fillLevel: 'half', fillPercent: 50 },
      { isFilled: true, currentFillLevel: 'half', currentFillPercent: 50 },
    ],
    ['Fill', { fill: false }, { isFilled: false, currentFillLevel: 'half', currentFillPercent: 0 }],
    ['Fill', { fill: true, fillLevel: 'ocean' }, 'notSupported'],
    ['Fill', { fill: true, fillPercent: 101 }, 'protocolError'],
  ],
);
commandTable(fill, {}, [
  ['Fill', { fill: true }, { isFilled: true }],
  ['Fill', { fill: true, fillPercent: 10 }, 'functionNotSupported'],
]);

commandTable(energyStorage, { queryOnlyEnergyStorage: false, isRechargeable: true }, [
  ['Charge', { charge: true }, { isCharging: true }],
  ['Charge', { charge: true }, 'deviceUnplugged', { isPluggedIn: false }],
  ['Charge', { charge: false }, { isCharging: false }, { isPluggedIn: false }],
  ['Charge', { charge: 'full' }, 'protocolError'],
]);
commandTable(energyStorage, { queryOnlyEnergyStorage: false }, [['Charge', { charge: true }, 'functionNotSupported']]);
commandTable(energyStorage, { queryOnlyEnergyStorage: true, isRechargeable: true }, [
  ['Charge', { charge: true }, 'functionNotSupported'],
]);

commandTable(scene, { sceneReversible: true }, [
  ['ActivateScene', { deactivate: true }, {}],
  ['ActivateScene', {}, 'protocolError'],
]);
commandTable(scene, {}, [
  ['ActivateScene', { deactivate: false }, {}],
  ['ActivateScene', { deactivate: true }, 'functionNotSupported'],
]);
commandTable(reboot, {}, [
  ['Reboot', {}, {}],
  ['Reboot', { hard: true }, 'protocolError'],
]);
commandTable(softwareUpdate, {}, [
  ['SoftwareUpdate', {}, { lastSoftwareUpdateUnixTimestampSec: NOW_S }],
  ['SoftwareUpdate', { to: '2.0' }, 'protocolError'],
]);
commandTable(locator, {}, [
  ['Locate', { silence: false, lang: 'en' }, { generatedAlert: true }],
  ['Locate', { silence: true }, { generatedAlert: false }],
  ['Locate', { silence: 'please' }, 'protocolError'],
]);

const ROUTER = {
  supportsEnablingGuestNetwork: true,
  supportsGettingGuestNetworkPassword: true,
  networkProfiles: ['kids'],
  supportsDisablingNetworkProfile: true,
  supportsNetworkDownloadSpeedTest: true,
};
const test = (up: boolean) => ({ testDownloadSpeed: true, testUploadSpeed: up, followUpToken: 'abc' });
commandTable(networkControl, ROUTER, [
  ['EnableDisableGuestNetwork', { enable: true }, { guestNetworkEnabled: true }],
  ['EnableDisableGuestNetwork', { enable: false }, 'functionNotSupported'],
  ['EnableDisableNetworkProfile', { profile: 'kids', enable: false }, {}],
  ['EnableDisableNetworkProfile', { profile: 'kids', enable: true }, 'functionNotSupported'],
  ['EnableDisableNetworkProfile', { profile: 'aunts', enable: false }, 'networkProfileNotRecognized'],
  ['GetGuestNetworkPassword', {}, { guestNetworkPassword: 'sesame' }, { guestNetworkPassword: 'sesame' }],
  ['GetGuestNetworkPassword', {}, 'deviceNotReady'],
  ['TestNetworkSpeed', test(false), { networkSpeedTestInProgress: true }],
  ['TestNetworkSpeed', test(true), 'functionNotSupported'],
  ['TestNetworkSpeed', test(false), 'networkSpeedTestInProgress', { networkSpeedTestInProgress: true }],
  ['TestNetworkSpeed', {}, 'protocolError'],
]);
