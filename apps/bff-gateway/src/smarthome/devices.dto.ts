import { ApiProperty } from '@nestjs/swagger';
import {
  CHALLENGES,
  DEVICE_DRIVERS,
  PIN_PATTERN,
  type Challenge,
  type DeviceDriver,
  type DeviceInfo,
} from '@atrium/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { PageQuery } from './page.dto.js';

export class DeviceParams {
  @IsUUID()
  readonly id!: string;
}

export class ListDevicesQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'Only those of this home' })
  @IsOptional()
  @IsUUID()
  readonly home?: string;
}

/** What may be said of a device; lengths and meaning are checked by the service. */
class DeviceDto {
  @ApiProperty({ required: false, example: ['Sun'] })
  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  readonly nicknames?: string[];

  @ApiProperty({ required: false, example: ['Acme L1'] })
  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  readonly defaultNames?: string[];

  @ApiProperty({ required: false, nullable: true, type: String, example: 'Kitchen' })
  @ValidateIf((_device, value) => value !== undefined && value !== null)
  @IsString()
  readonly room?: string | null;

  @ApiProperty({ required: false, example: { commandOnlyOnOff: false } })
  @IsOptional()
  @IsObject()
  readonly attributes?: Record<string, unknown>;

  @ApiProperty({ required: false, description: 'Comes back with every intent; at most 512 bytes, no secrets' })
  @IsOptional()
  @IsObject()
  readonly customData?: Record<string, unknown>;

  @ApiProperty({ required: false, example: { manufacturer: 'Acme', model: 'L1' } })
  @IsOptional()
  @IsObject()
  readonly deviceInfo?: DeviceInfo;

  @ApiProperty({ required: false, default: true })
  @IsOptional()
  @IsBoolean()
  readonly willReportState?: boolean;

  @ApiProperty({ required: false, enum: CHALLENGES, default: 'none' })
  @IsOptional()
  @IsIn(CHALLENGES)
  readonly challenge?: Challenge;

  @ApiProperty({ required: false, example: '4711', description: 'Four to eight digits' })
  @IsOptional()
  @Matches(PIN_PATTERN, { message: 'pin must have four to eight digits' })
  readonly pin?: string;

  @ApiProperty({ required: false, example: { fault: 'none' } })
  @IsOptional()
  @IsObject()
  readonly driverSettings?: Record<string, unknown>;
}

export class CreateDeviceDto extends DeviceDto {
  @ApiProperty()
  @IsUUID()
  readonly homeId!: string;

  @ApiProperty({ example: 'Lamp' })
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: 'action.devices.types.LIGHT' })
  @IsString()
  readonly type!: string;

  @ApiProperty({ example: ['action.devices.traits.OnOff'] })
  @IsString({ each: true })
  @IsArray()
  readonly traits!: string[];

  @ApiProperty({ enum: DEVICE_DRIVERS, default: 'virtual', description: 'MQTT devices announce themselves' })
  @IsOptional()
  @IsIn(DEVICE_DRIVERS)
  readonly driver?: DeviceDriver;
}

export class UpdateDeviceDto extends DeviceDto {
  @ApiProperty({ required: false, example: 'Lamp' })
  @IsOptional()
  @IsString()
  readonly name?: string;

  @ApiProperty({ required: false, example: 'action.devices.types.LIGHT' })
  @IsOptional()
  @IsString()
  readonly type?: string;

  @ApiProperty({ required: false, example: ['action.devices.traits.OnOff'] })
  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  readonly traits?: string[];
}

export class ChallengeDto {
  @ApiProperty({ required: false })
  @IsOptional()
  @IsBoolean()
  readonly ack?: boolean;

  @ApiProperty({ required: false, example: '4711' })
  @IsOptional()
  @Length(1, 32)
  @IsString()
  readonly pin?: string;
}

export class DeviceCommandDto {
  @ApiProperty({ example: 'action.devices.commands.OnOff' })
  @MaxLength(100)
  @IsString()
  readonly command!: string;

  @ApiProperty({ required: false, example: { on: true } })
  @IsOptional()
  @IsObject()
  readonly params?: Record<string, unknown>;

  @ApiProperty({ required: false })
  @IsOptional()
  @ValidateNested()
  @Type(() => ChallengeDto)
  readonly challenge?: ChallengeDto;
}

export class RunCommandsDto {
  @ApiProperty({ type: [DeviceCommandDto] })
  @ValidateNested({ each: true })
  @Type(() => DeviceCommandDto)
  @ArrayMaxSize(10)
  @ArrayMinSize(1)
  @IsArray()
  readonly commands!: DeviceCommandDto[];

  @ApiProperty({ required: false, description: 'Sent again, the request does nothing and gives the first answer' })
  @IsOptional()
  @Length(1, 100)
  @IsString()
  readonly requestId?: string;
}

export class DeviceHistoryQuery {
  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly before?: number;

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}
