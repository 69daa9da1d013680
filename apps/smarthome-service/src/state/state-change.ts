import { isDeepStrictEqual } from 'node:util';

import type { TraitState } from '@atrium/google-home';

/** How a device is. */
export interface DeviceCondition {
  readonly isOnline: boolean;
  readonly state: TraitState;
}

/**
 * What is new about a device: states by their keys, undefined or null for one that is gone; and `online`, which is no
 * trait's key.
 */
export type StatePatch = TraitState & { readonly online?: boolean };

/** The condition after a patch, and what the patch changed; null stands for a state that is gone. */
export interface StateChange extends DeviceCondition {
  readonly changes: Readonly<Record<string, unknown>>;
}

/** What a patch does to a device; undefined when nothing. */
export function changeOf(before: DeviceCondition, { online, ...patch }: StatePatch): StateChange | undefined {
  const state: Record<string, unknown> = { ...before.state };
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(patch)) {
    if (isDeepStrictEqual(value ?? undefined, state[key])) continue;
    changes[key] = value ?? null;
    if (value === undefined || value === null) Reflect.deleteProperty(state, key);
    else state[key] = value;
  }
  const isOnline = online ?? before.isOnline;
  const isSame = Object.keys(changes).length === 0 && isOnline === before.isOnline;
  return isSame ? undefined : { isOnline, state, changes };
}
