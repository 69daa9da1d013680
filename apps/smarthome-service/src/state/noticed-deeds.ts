import type { NoticedDeed } from '@atrium/contracts';

import type { DeviceCondition } from './state-change.js';

/** What a workspace wants to hear of a change. A state that was unknown before or is now tells nothing. */
export function noticedDeeds(before: DeviceCondition, after: DeviceCondition): NoticedDeed[] {
  const flips: [unknown, unknown, NoticedDeed, NoticedDeed][] = [
    [before.isOnline, after.isOnline, 'came-online', 'went-offline'],
    [before.state.isLocked, after.state.isLocked, 'locked', 'unlocked'],
    [before.state.isArmed, after.state.isArmed, 'armed', 'disarmed'],
    [isOpen(before), isOpen(after), 'opened', 'closed'],
  ];
  return flips.flatMap(([was, is, begun, ended]) => {
    if (typeof was !== 'boolean' || typeof is !== 'boolean' || was === is) return [];
    return [is ? begun : ended];
  });
}

/** Undefined for what cannot be opened, or in several directions. */
function isOpen({ state: { openPercent } }: DeviceCondition): boolean | undefined {
  return typeof openPercent === 'number' ? openPercent > 0 : undefined;
}
