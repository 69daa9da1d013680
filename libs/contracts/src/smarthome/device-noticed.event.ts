import { IsIn, IsInt, IsISO8601, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

export const NOTICED_DEEDS = [
  'went-offline',
  'came-online',
  'locked',
  'unlocked',
  'armed',
  'disarmed',
  'opened',
  'closed',
] as const;
export type NoticedDeed = (typeof NOTICED_DEEDS)[number];

/** Something of note happened to a device whose home tells a workspace of it. */
export class DeviceNoticed {
  /** Which workspace's feed it is for. */
  @IsInt()
  readonly workspaceId!: number;

  @IsUUID()
  readonly homeId!: string;

  /** Who owns the home, and chose the workspace. */
  @IsUUID()
  readonly ownerId!: string;

  @IsUUID()
  readonly deviceId!: string;

  @IsString()
  readonly deviceName!: string;

  @IsIn(NOTICED_DEEDS)
  readonly what!: NoticedDeed;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const deviceNoticed = defineEvent({
  subject: 'smarthome.event.device-noticed.v1',
  payload: DeviceNoticed,
  key: ({ deviceId }) => deviceId,
});
