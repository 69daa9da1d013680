import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export const COMMAND_STATUSES = ['SUCCESS', 'PENDING', 'OFFLINE', 'ERROR', 'EXCEPTIONS'] as const;
export type CommandStatus = (typeof COMMAND_STATUSES)[number];

/** What a device wants to hear first. */
export type NeededChallenge = 'ackNeeded' | 'pinNeeded' | 'challengeFailedPinNeeded';

export class ChallengeAnswer {
  @IsOptional()
  @IsBoolean()
  readonly ack?: boolean;

  @IsOptional()
  @IsString()
  @Length(1, 32)
  readonly pin?: string;
}

export class DeviceCommand {
  /** For example `action.devices.commands.OnOff`. */
  @IsString()
  @MaxLength(100)
  readonly command!: string;

  @IsOptional()
  @IsObject()
  readonly params?: Record<string, unknown>;

  @IsOptional()
  @ValidateNested()
  @Type(() => ChallengeAnswer)
  readonly challenge?: ChallengeAnswer;
}

export class RunDeviceCommandsRequest {
  @IsUUID()
  readonly deviceId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => DeviceCommand)
  readonly commands!: DeviceCommand[];

  /** Sending the same one again does nothing and gives the first answer. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  readonly requestId?: string;
}

/** How the commands went; the first that fails ends the series. */
export interface CommandOutcome {
  readonly status: CommandStatus;
  /** How the device is now; with PENDING how it will be. */
  readonly states?: Readonly<Record<string, unknown>>;
  /** Google's word for what went wrong, for example `alreadyLocked`. */
  readonly errorCode?: string;
  readonly challengeNeeded?: { readonly type: NeededChallenge };
}

/** Has a device carry out commands one after the other; from operators on. */
export const runDeviceCommands = defineRpc({
  subject: 'smarthome.rpc.run-device-commands.v1',
  request: RunDeviceCommandsRequest,
  response: reply<CommandOutcome>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
  timeoutMs: 8_000,
});

export class ListDeviceHistoryRequest {
  @IsUUID()
  readonly deviceId!: string;

  /** Only versions below this one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly before?: number;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** What moved a device: a command, its own report, its driver, or a change of its settings. */
export const STATE_CAUSES = ['command', 'report', 'driver', 'settings'] as const;
export type StateCause = (typeof STATE_CAUSES)[number];

/** One change of a device's state. */
export interface StateChangeView {
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly cause: StateCause;
  readonly isOnline: boolean;
  /** States with their new values; null for one that is gone. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/** How a device changed, newest first. */
export const listDeviceHistory = defineRpc({
  subject: 'smarthome.rpc.list-device-history.v1',
  request: ListDeviceHistoryRequest,
  response: reply<StateChangeView[]>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});
