import { checkReportedState, mergeState, TRAITS } from '@atrium/google-home';

import type { DeviceRecord } from '../device/device-record.js';
import type { StatePatch } from '../state/state-change.js';

/** What a device told, without states that its traits do not know; undefined when together they make no valid state. */
export function reportable(device: DeviceRecord, { online, ...patch }: StatePatch): StatePatch | undefined {
  const keys = new Set(device.traits.flatMap((name) => TRAITS.get(name)?.stateKeys ?? []));
  const known = Object.fromEntries(Object.entries(patch).filter(([key]) => keys.has(key)));
  const state = mergeState(device.state, known);
  if (Object.keys(known).length > 0 && checkReportedState({ ...device, state }) !== undefined) return undefined;
  return { ...known, ...(online === undefined ? {} : { online }) };
}
