import { expect, it } from '@jest/globals';

import { COMMANDS } from '../src/index.js';
import { armDisarm } from '../src/traits/arm-disarm.js';
import { lockUnlock } from '../src/traits/lock-unlock.js';
import { openClose } from '../src/traits/open-close.js';
import { rotation } from '../src/traits/rotation.js';
import { commandTable } from './command-table.js';

commandTable(lockUnlock, {}, [
  ['LockUnlock', { lock: false, followUpToken: 'abc' }, { isLocked: false, isJammed: false }],
  ['LockUnlock', { lock: true }, 'alreadyLocked'],
  ['LockUnlock', { lock: false }, 'alreadyUnlocked', { isLocked: false }],
  ['LockUnlock', { lock: true }, 'deviceJammingDetected', { isJammed: true, isLocked: undefined }],
  ['LockUnlock', { lock: 1 }, 'protocolError'],
]);

commandTable(openClose, { discreteOnlyOpenClose: true }, [
  ['OpenClose', { openPercent: 100, followUpToken: 'abc' }, { openPercent: 100 }],
  ['OpenClose', { openPercent: 30 }, 'discreteOnlyOpenClose'],
  ['OpenClose', { openPercent: 101 }, 'protocolError'],
  ['OpenClose', { openPercent: 100 }, 'lockedState', { isLocked: true }],
  ['OpenClose', { openPercent: 100 }, 'deviceJammingDetected', { isJammed: true }],
  ['OpenClose', { openPercent: 100, openDirection: 'UP' }, 'notSupported'],
]);
const UP_OR_DOWN = (up: number, down: number) => ({
  openState: [
    { openPercent: up, openDirection: 'UP' },
    { openPercent: down, openDirection: 'DOWN' },
  ],
});
commandTable(openClose, { openDirection: ['UP', 'DOWN'] }, [
  ['OpenClose', { openPercent: 30 }, UP_OR_DOWN(30, 0)],
  ['OpenClose', { openPercent: 30, openDirection: 'DOWN' }, UP_OR_DOWN(0, 30)],
  ['OpenCloseRelative', { openRelativePercent: 30, openDirection: 'DOWN' }, UP_OR_DOWN(0, 50), UP_OR_DOWN(0, 20)],
  ['OpenCloseRelative', { openRelativePercent: -130 }, 'protocolError'],
]);
commandTable(openClose, {}, [
  ['OpenCloseRelative', { openRelativePercent: 30 }, { openPercent: 80 }, { openPercent: 50 }],
  ['OpenCloseRelative', { openRelativePercent: -70 }, { openPercent: 0 }, { openPercent: 50 }],
]);

commandTable(
  rotation,
  {
    supportsDegrees: true,
    supportsPercent: true,
    rotationDegreesRange: { rotationDegreesMin: 0, rotationDegreesMax: 180 },
  },
  [
    ['RotateAbsolute', { rotationDegrees: 90 }, { rotationDegrees: 90, rotationPercent: 50 }],
    ['RotateAbsolute', { rotationPercent: 100 }, { rotationDegrees: 180, rotationPercent: 100 }],
    ['RotateAbsolute', { rotationDegrees: 200 }, 'degreesOutOfRange'],
    ['RotateAbsolute', {}, 'protocolError'],
  ],
);
commandTable(rotation, { supportsDegrees: false, supportsPercent: true }, [
  ['RotateAbsolute', { rotationPercent: 25 }, { rotationPercent: 25 }],
  ['RotateAbsolute', { rotationDegrees: 25 }, 'functionNotSupported'],
]);

const level = (name: string) => ({ level_name: name, level_values: [{ level_synonym: [name], lang: 'en' }] });
commandTable(armDisarm, { availableArmLevels: { levels: [level('L1'), level('L2')], ordered: true } }, [
  ['ArmDisarm', { arm: true, armLevel: 'L2' }, { isArmed: true, currentArmLevel: 'L2' }],
  ['ArmDisarm', { arm: true }, 'armLevelNeeded'],
  ['ArmDisarm', { arm: true, armLevel: 'L3' }, 'notSupported'],
  ['ArmDisarm', { arm: true, armLevel: 'L1' }, 'alreadyInState', { isArmed: true }],
  ['ArmDisarm', { arm: false }, 'alreadyInState'],
  ['ArmDisarm', { arm: false }, { isArmed: false }, { isArmed: true, exitAllowance: 30 }],
  ['ArmDisarm', { arm: true, cancel: true }, { isArmed: false }, { isArmed: true }],
  ['ArmDisarm', { armLevel: 'L1' }, 'protocolError'],
]);
commandTable(armDisarm, {}, [['ArmDisarm', { arm: true }, { isArmed: true, currentArmLevel: '' }]]);

it.each([
  ['LockUnlock', { lock: false }, true],
  ['LockUnlock', { lock: true }, false],
  ['OpenClose', { openPercent: 1 }, true],
  ['OpenClose', { openPercent: 0 }, false],
  ['OpenCloseRelative', { openRelativePercent: -5 }, false],
  ['ArmDisarm', { arm: false }, true],
  ['ArmDisarm', { arm: true, cancel: true }, true],
  ['ArmDisarm', { arm: true }, false],
])('%s %j is sensitive: %s', (name, params, expected) => {
  const command = COMMANDS.get(`action.devices.commands.${name}`)?.command;
  expect(command?.isSensitive?.(params as never)).toBe(expected);
});
