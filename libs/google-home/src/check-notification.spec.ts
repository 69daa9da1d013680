import { describe, expect, it } from '@jest/globals';

import { checkFollowUp, checkNotification, followUpStates } from './index.js';

const LOCK_UNLOCK = 'action.devices.commands.LockUnlock';
const unlocked = { followUpToken: 'abc', status: 'SUCCESS', isLocked: false };
const following = (followUpResponse: object) => ({ LockUnlock: { priority: 0, followUpResponse } });
const smoke = { priority: 0, name: 'SmokeLevel', currentSensorState: 'smoke detected' };

describe('the notification that follows a command', () => {
  it('tells success with the state, or a failure with its code', () => {
    expect(checkFollowUp(LOCK_UNLOCK, following(unlocked))).toBeUndefined();
    const failed = { followUpToken: 'abc', status: 'FAILURE', errorCode: 'deviceJammingDetected' };
    expect(checkFollowUp(LOCK_UNLOCK, following(failed))).toBeUndefined();
  });

  it('tells the states that its schema knows', () => {
    expect(followUpStates(LOCK_UNLOCK, { isLocked: false, isJammed: false })).toEqual({ isLocked: false });
    expect(followUpStates('action.devices.commands.OnOff', { on: true })).toEqual({});
  });

  it('is wrong without a state, and of a command that none follows', () => {
    expect(checkFollowUp(LOCK_UNLOCK, following({ ...unlocked, isLocked: undefined }))).toBeDefined();
    expect(checkFollowUp('action.devices.commands.OnOff', following(unlocked))).toBeDefined();
    expect(checkFollowUp('action.devices.commands.Fly', following(unlocked))).toBeDefined();
  });
});

describe('the notification of a trait', () => {
  it('is as its schema wants it', () => {
    expect(checkNotification('action.devices.traits.SensorState', { SensorState: smoke })).toBeUndefined();
    expect(
      checkNotification('action.devices.traits.SensorState', { SensorState: { ...smoke, name: 'Mood' } }),
    ).toBeDefined();
    expect(checkNotification('action.devices.traits.OnOff', { OnOff: {} })).toBeDefined();
  });
});
