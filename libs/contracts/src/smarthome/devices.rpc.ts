import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';

import { defineRpc, reply } from '../rpc-contract.js';
import {
  CHALLENGES,
  DEVICE_DRIVERS,
  type Challenge,
  type DeviceDriver,
  type DeviceStateView,
  type DeviceView,
} from './device.view.js';
import { MAX_NAME } from './homes.rpc.js';

const MAX_NAMES = 20;
const MAX_TRAITS = 30;
/** Four to eight digits can be spoken. */
export const PIN_PATTERN = /^\d{4,8}$/;

class DeviceInfoFields {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly manufacturer?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly model?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly hwVersion?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly swVersion?: string;
}

/** What may be left out of a device, and what each change may name. */
class DeviceFields {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, MAX_NAME, { each: true })
  readonly nicknames?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_NAMES)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  readonly defaultNames?: string[];

  /** Null for none. */
  @ValidateIf((_device, value) => value !== undefined && value !== null)
  @IsString()
  @Length(1, MAX_NAME)
  readonly room?: string | null;

  @IsOptional()
  @IsObject()
  readonly attributes?: Record<string, unknown>;

  /** Comes back with every intent; at most 512 bytes as JSON, and no secrets. */
  @IsOptional()
  @IsObject()
  readonly customData?: Record<string, unknown>;

  @IsOptional()
  @ValidateNested()
  @Type(() => DeviceInfoFields)
  readonly deviceInfo?: DeviceInfoFields;

  @IsOptional()
  @IsBoolean()
  readonly willReportState?: boolean;

  @IsOptional()
  @IsIn(CHALLENGES)
  readonly challenge?: Challenge;

  /** Needed where `challenge` becomes `pin`. */
  @IsOptional()
  @Matches(PIN_PATTERN)
  readonly pin?: string;

  @IsOptional()
  @IsObject()
  readonly driverSettings?: Record<string, unknown>;
}

export class CreateDeviceRequest extends DeviceFields {
  @IsUUID()
  readonly homeId!: string;

  @IsString()
  @Length(1, MAX_NAME)
  readonly name!: string;

  @IsString()
  @MaxLength(100)
  readonly type!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_TRAITS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly traits!: string[];

  @IsIn(DEVICE_DRIVERS)
  readonly driver!: DeviceDriver;
}

/** A new device; the secret, which an HTTP device signs by, is told this once. */
export interface CreatedDevice extends DeviceView {
  readonly secret: string | null;
}

export interface DeviceSecret {
  readonly secret: string;
}

/** Adds a device to a home; for its owner and admins. MQTT devices announce themselves and are not added so. */
export const createDevice = defineRpc({
  subject: 'smarthome.rpc.create-device.v1',
  request: CreateDeviceRequest,
  response: reply<CreatedDevice>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND', 'TOO_MANY_DEVICES'],
});

export class DeviceId {
  @IsUUID()
  readonly deviceId!: string;
}

/** Gives an HTTP device another secret, told this once; the one before is worth nothing from then on. For admins. */
export const renewDeviceSecret = defineRpc({
  subject: 'smarthome.rpc.renew-device-secret.v1',
  request: DeviceId,
  response: reply<DeviceSecret>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});

export const getDevice = defineRpc({
  subject: 'smarthome.rpc.get-device.v1',
  request: DeviceId,
  response: reply<DeviceView>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});

export class UpdateDeviceRequest extends DeviceFields {
  @IsUUID()
  readonly deviceId!: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly type?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_TRAITS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly traits?: string[];
}

/** Changes what is given; for the home's owner and admins. Home and driver of a device stay. */
export const updateDevice = defineRpc({
  subject: 'smarthome.rpc.update-device.v1',
  request: UpdateDeviceRequest,
  response: reply<DeviceView>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});

export const deleteDevice = defineRpc({
  subject: 'smarthome.rpc.delete-device.v1',
  request: DeviceId,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});

export const getDeviceState = defineRpc({
  subject: 'smarthome.rpc.get-device-state.v1',
  request: DeviceId,
  response: reply<DeviceStateView>(),
  access: 'user',
  errors: ['DEVICE_NOT_FOUND'],
});
