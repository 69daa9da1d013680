import type { DeviceNoticed, NoticedDeed } from '@atrium/contracts';

import type { NewActivity } from './new-activity.js';

/** How each reads after the name of the device. */
const READS: Readonly<Record<NoticedDeed, string>> = {
  'went-offline': 'went offline',
  'came-online': 'came online',
  locked: 'was locked',
  unlocked: 'was unlocked',
  armed: 'was armed',
  disarmed: 'was disarmed',
  opened: 'was opened',
  closed: 'was closed',
};

/** What may follow the name of a device. */
export const DEVICE_DEEDS: readonly string[] = Object.values(READS);

/** “Front door was unlocked”, as a line of its home's owner, whoever did it. */
export function deviceWasNoticed(ownerEmail: string, event: DeviceNoticed): NewActivity {
  const { workspaceId, ownerId, deviceId, deviceName, what, occurredAt } = event;
  return {
    workspaceId,
    channelId: null,
    actorId: ownerId,
    actorEmail: ownerEmail,
    type: `device_${what.replace('-', '_')}`,
    refId: deviceId,
    summary: `${deviceName} ${READS[what]}`,
    createdAt: new Date(occurredAt),
  };
}
