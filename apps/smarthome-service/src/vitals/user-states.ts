/**
 * Error codes that tell the state of a device or its user rather than a fault; Home Vitals leave them out of the
 * success rate.
 */
const USER_STATES = new Set([
  'alreadyAtMax',
  'alreadyAtMin',
  'challengeNeeded',
  'challengeFailedNotSetup',
  'deviceTurnedOff',
  'inAutoMode',
  'inAwayMode',
  'inDryMode',
  'inEcoMode',
  'inFanOnlyMode',
  'inHeatOrCool',
  'inHumidifierMode',
  'inOffMode',
  'inPurifierMode',
  'inSleepMode',
  'lockedState',
  'lockedToRange',
  'lowBattery',
  'maxSettingReached',
  'maxSpeedReached',
  'minSettingReached',
  'minSpeedReached',
  'noTimerExists',
  'pinIncorrect',
  'rangeTooClose',
  'targetAlreadyReached',
  'tooManyFailedAttempts',
  'turnedOff',
  'userCancelled',
  'volumeAlreadyMax',
  'volumeAlreadyMin',
]);

/** True for a code that Home Vitals do not count as a failure. */
export function isUserState(errorCode: string): boolean {
  return errorCode.startsWith('already') || USER_STATES.has(errorCode);
}
