import type { DeviceDriver } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { z } from 'zod';

import type { DeviceRecord } from '../device/device-record.js';
import type { StatePatch } from '../state/state-change.js';

const LOCK = 'action.devices.traits.LockUnlock';

/** How long a device may take to confirm a command, in seconds; then it counts as timed out. */
const confirmWithinSeconds = z.number().int().min(1).max(600).optional();

export const VIRTUAL_FAULTS = ['none', 'offline', 'jammed', 'slow', 'error'] as const;
export type VirtualFault = (typeof VIRTUAL_FAULTS)[number];

export const virtualSettings = z.strictObject({
  confirmWithinSeconds,
  /** What is wrong with the device: it is away, its moving parts are stuck, it is ten times as slow, it fails. */
  fault: z.enum(VIRTUAL_FAULTS).optional(),
});

export const httpSettings = z.strictObject({
  confirmWithinSeconds,
  /** Where commands are posted. */
  url: z.url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' }).max(2_000),
});

/** MQTT devices announce where they listen; only their patience is for people to set. */
export const mqttSettings = z.strictObject({ confirmWithinSeconds });

const SCHEMAS = { virtual: virtualSettings, http: httpSettings, mqtt: mqttSettings };
const DEFAULT_CONFIRM_WITHIN_S = 60;

/** What is wrong with the settings of a driver, by field; `{}` when nothing. */
export function faultsOfSettings(driver: DeviceDriver, settings: object): Record<string, string[]> {
  const { error } = SCHEMAS[driver].safeParse(settings);
  if (!error) return {};
  const faults: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    (faults[['driverSettings', ...path].join('.')] ??= []).push(message);
  }
  return faults;
}

/** How long the device may take to confirm a command, in milliseconds. */
export function confirmWithinMs(settings: Readonly<Record<string, unknown>>): number {
  const { confirmWithinSeconds: seconds } = settings;
  return (typeof seconds === 'number' ? seconds : DEFAULT_CONFIRM_WITHIN_S) * 1_000;
}

/** What the settings of a virtual device say about its state: whether it is there, and whether its lock is free again. */
export function patchOfSettings(
  { driver, driverSettings: { fault }, traits }: Pick<DeviceRecord, 'driver' | 'driverSettings' | 'traits'>,
  state: TraitState,
): StatePatch {
  if (driver !== 'virtual') return {};
  const isFreed = fault !== 'jammed' && state.isJammed === true && traits.includes(LOCK);
  return { online: fault !== 'offline', ...(isFreed ? { isJammed: false, isLocked: false } : {}) };
}
