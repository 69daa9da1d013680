import { ApiProperty } from '@nestjs/swagger';
import { MAX_INTEGER_ID, MAX_LISTED } from '@atrium/contracts';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

@DropUnknownFields()
export class CreateWorkspaceDto {
  @ApiProperty({ example: 'Marketing Team', minLength: 1, maxLength: 100 })
  @Matches(/\S/, { message: 'name must not be blank' })
  @Length(1, 100)
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: 'Marketing collaboration space', required: false, maxLength: 2_000 })
  @IsOptional()
  @MaxLength(2_000)
  @IsString()
  readonly description?: string;
}

/** `?after=1&limit=50`, both optional. */
@DropUnknownFields()
export class PageQuery {
  @ApiProperty({ required: false, description: 'Only those after the one with this id' })
  @IsOptional()
  @Max(MAX_INTEGER_ID)
  @Min(0)
  @IsInt()
  @Type(() => Number)
  readonly after?: number;

  @ApiProperty({ required: false, default: MAX_LISTED, minimum: 1, maximum: MAX_LISTED })
  @IsOptional()
  @Max(MAX_LISTED)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

/** `?workspace_id=1` */
export class OfWorkspaceQuery extends PageQuery {
  @ApiProperty({ required: false, default: false, description: 'The archived channels instead of those in use' })
  @IsOptional()
  @IsIn(['true', 'false'])
  readonly archived?: string;

  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly workspace_id!: number;
}

@DropUnknownFields()
export class CreateChannelDto {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly workspace_id!: number;

  @ApiProperty({ example: 'random', minLength: 1, maxLength: 80 })
  @Matches(/\S/, { message: 'name must not be blank' })
  @Length(1, 80)
  @IsString()
  readonly name!: string;

  @ApiProperty({ example: false, required: false, default: false })
  @IsOptional()
  @IsBoolean()
  readonly is_private?: boolean;
}

@DropUnknownFields()
export class ListActivitiesDto {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly workspace_id!: number;

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  readonly limit?: number;

  @ApiProperty({ required: false, description: 'The id of the last line seen, to page back' })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(1)
  @IsInt()
  readonly before?: number;
}
