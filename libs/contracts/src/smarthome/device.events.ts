import { IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';
import { STATE_CAUSES, type StateCause } from './device-commands.rpc.js';

/** A device is in another state. `version` grows by one with each change, so an older event can be told and dropped. */
export class DeviceStateChanged {
  @IsUUID()
  readonly deviceId!: string;

  @IsUUID()
  readonly homeId!: string;

  @IsInt()
  readonly version!: number;

  @IsBoolean()
  readonly isOnline!: boolean;

  /** All states. */
  @IsObject()
  readonly state!: Readonly<Record<string, unknown>>;

  /** Those that are new; null for one that is gone. */
  @IsObject()
  readonly changes!: Readonly<Record<string, unknown>>;

  @IsIn(STATE_CAUSES)
  readonly cause!: StateCause;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const deviceStateChanged = defineEvent({
  subject: 'smarthome.event.device-state-changed.v1',
  payload: DeviceStateChanged,
  key: ({ deviceId }) => deviceId,
});

/** A device went away or came back. */
export class DeviceReachability {
  @IsUUID()
  readonly deviceId!: string;

  @IsUUID()
  readonly homeId!: string;

  @IsInt()
  readonly version!: number;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const deviceOffline = defineEvent({
  subject: 'smarthome.event.device-offline.v1',
  payload: DeviceReachability,
  key: ({ deviceId }) => deviceId,
});

export const deviceOnline = defineEvent({
  subject: 'smarthome.event.device-online.v1',
  payload: DeviceReachability,
  key: ({ deviceId }) => deviceId,
});

export const DEVICE_CHANGES = ['created', 'updated', 'deleted'] as const;
export type DeviceChangeKind = (typeof DEVICE_CHANGES)[number];

/** A device was added, described anew, or removed. */
export class DeviceChanged {
  @IsUUID()
  readonly deviceId!: string;

  @IsUUID()
  readonly homeId!: string;

  @IsIn(DEVICE_CHANGES)
  readonly change!: DeviceChangeKind;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const deviceChanged = defineEvent({
  subject: 'smarthome.event.device-changed.v1',
  payload: DeviceChanged,
  key: ({ deviceId }) => deviceId,
});

export const SETTLED_COMMAND_STATUSES = ['confirmed', 'failed', 'timed-out'] as const;
export type SettledCommandStatus = (typeof SETTLED_COMMAND_STATUSES)[number];

/** How a command ended that a device was given. */
export class CommandSettled {
  @IsUUID()
  readonly commandId!: string;

  @IsUUID()
  readonly deviceId!: string;

  @IsUUID()
  readonly homeId!: string;

  @IsString()
  readonly command!: string;

  @IsIn(SETTLED_COMMAND_STATUSES)
  readonly status!: SettledCommandStatus;

  /** Google's word for what went wrong. */
  @IsOptional()
  @IsString()
  readonly errorCode?: string;

  /** What Google wants to hear with the answer that follows later. */
  @IsOptional()
  @IsString()
  readonly followUpToken?: string;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const commandSettled = defineEvent({
  subject: 'smarthome.event.command-settled.v1',
  payload: CommandSettled,
  key: ({ deviceId }) => deviceId,
});
