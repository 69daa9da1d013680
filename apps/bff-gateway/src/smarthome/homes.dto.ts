import { ApiProperty } from '@nestjs/swagger';
import {
  MAX_INTEGER_ID,
  MAX_NAME,
  MAX_ROOMS,
  MQTT_PREFIX_PATTERN,
  SHARED_HOME_ROLES,
  type SharedHomeRole,
} from '@atrium/contracts';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

export class HomeParams {
  @IsUUID()
  readonly id!: string;
}

export class HomeMemberParams extends HomeParams {
  @IsUUID()
  readonly userId!: string;
}

export class CreateHomeDto {
  @ApiProperty({ example: 'Cottage', minLength: 1, maxLength: MAX_NAME })
  @Length(1, MAX_NAME)
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: ['Kitchen'], required: false })
  @Length(1, MAX_NAME, { each: true })
  @IsString({ each: true })
  @ArrayUnique()
  @ArrayMaxSize(MAX_ROOMS)
  @IsArray()
  readonly rooms: string[] = [];
}

export class UpdateHomeDto {
  @ApiProperty({ example: 'Cottage', required: false, minLength: 1, maxLength: MAX_NAME })
  @IsOptional()
  @Length(1, MAX_NAME)
  @IsString()
  readonly name?: string;

  @ApiProperty({ example: ['Kitchen'], required: false })
  @IsOptional()
  @Length(1, MAX_NAME, { each: true })
  @IsString({ each: true })
  @ArrayUnique()
  @ArrayMaxSize(MAX_ROOMS)
  @IsArray()
  readonly rooms?: string[];

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    example: 'atrium/0f1e2d3c4b5a6978/homeassistant',
    description: 'Where MQTT devices announce themselves: below atrium/<bridgeId>/, or for staff anywhere',
  })
  @ValidateIf((_home, value) => value !== undefined && value !== null)
  @Matches(MQTT_PREFIX_PATTERN, { message: 'mqttPrefix must be one to eight topic levels without wildcards' })
  @MaxLength(200)
  @IsString()
  readonly mqttPrefix?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: 'integer',
    example: 1,
    description: 'The workspace whose activity feed tells of the home’s devices: one you are more than a guest of',
  })
  @ValidateIf((_home, value) => value !== undefined && value !== null)
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly activityWorkspaceId?: number | null;
}

export class HomeMemberDto {
  @ApiProperty({ enum: SHARED_HOME_ROLES })
  @IsIn(SHARED_HOME_ROLES)
  readonly role!: SharedHomeRole;
}
