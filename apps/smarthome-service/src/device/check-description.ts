import { checkDevice } from '@atrium/google-home';
import { DomainError } from '@atrium/rpc';

import type { DeviceDescription } from './device-record.js';

const CUSTOM_KEY = /^[\w-]{1,64}$/;
const MAX_CUSTOM_DATA_BYTES = 512;
const MAX_ATTRIBUTES_BYTES = 32_768;
const MAX_SETTINGS_BYTES = 4_096;

/** Refuses a device (VALIDATION_FAILED) that Google would not take: unknown type or trait, wrong attributes. */
export function checkDescription(device: DeviceDescription): void {
  const tooLarge = [
    ['customData', device.customData, MAX_CUSTOM_DATA_BYTES],
    ['attributes', device.attributes, MAX_ATTRIBUTES_BYTES],
    ['driverSettings', device.driverSettings, MAX_SETTINGS_BYTES],
  ] as const;
  const sizes = tooLarge
    .filter(([, value, most]) => Buffer.byteLength(JSON.stringify(value)) > most)
    .map(([field, , most]) => [field, [`${field} must be at most ${most} bytes as JSON`]] as const);
  const names = Object.keys(device.customData).every((key) => CUSTOM_KEY.test(key))
    ? {}
    : { customData: ['customData must have keys of letters, digits, _ and - only'] };
  refuse({ ...checkDevice(device), ...names, ...Object.fromEntries(sizes) });
}

/** Throws VALIDATION_FAILED if there are faults. */
export function refuse(faults: Readonly<Record<string, readonly string[]>>): void {
  const [first] = Object.values(faults).flat();
  if (first !== undefined) throw new DomainError('VALIDATION_FAILED', first, faults);
}
