import { ApiProperty } from '@nestjs/swagger';
import { MAX_INTEGER_ID, MAX_READ_TOGETHER, MUTE_END_PATTERN } from '@atrium/contracts';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';

export class ListNotificationsQuery {
  @ApiProperty({ required: false, default: false, description: 'Leave out what is read' })
  @IsOptional()
  @IsBoolean()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  readonly unread?: boolean;

  @ApiProperty({ required: false, example: 41, description: 'The `next` of the answer before' })
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

export class ReadNotificationsDto {
  @ApiProperty({ required: false, example: 41, description: 'This one and all before it; or ids' })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly up_to?: number;

  @ApiProperty({ required: false, example: [39, 41], description: 'Single ones, by `seq`; or up_to' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_READ_TOGETHER)
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  @Min(1, { each: true })
  @IsInt({ each: true })
  readonly ids?: number[];
}

export class NotificationPreferencesDto {
  @ApiProperty({ example: true, description: 'Messages in channels that name you or everybody' })
  @IsBoolean()
  readonly mention!: boolean;

  @ApiProperty({ example: true, description: 'Messages in direct and group conversations' })
  @IsBoolean()
  readonly direct!: boolean;

  @ApiProperty({ example: true, description: 'Answers to your messages' })
  @IsBoolean()
  readonly reply!: boolean;

  @ApiProperty({ example: true, description: 'Invitations to workspaces' })
  @IsBoolean()
  readonly invitation!: boolean;
}

export class MuteDto {
  @ApiProperty({ required: false, example: '2030-01-15T11:00:00Z', description: 'Until then; for good without it' })
  @IsOptional()
  @Matches(MUTE_END_PATTERN, { message: 'until must be a moment in ISO 8601 with its offset' })
  @IsISO8601({ strict: true })
  readonly until?: string;
}

export class MutedConversationParams {
  @IsUUID()
  readonly id!: string;
}

export class MutedChannelParams {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly id!: number;
}
