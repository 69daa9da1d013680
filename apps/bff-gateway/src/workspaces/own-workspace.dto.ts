import { ApiProperty } from '@nestjs/swagger';
import { MAX_INTEGER_ID, WORKSPACE_ROLES, type WorkspaceRole } from '@atrium/contracts';
import { Type } from 'class-transformer';
import {
  IsBoolean,
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
} from 'class-validator';

/** The number in `/api/workspaces/<id>` and `/api/channels/<id>`. */
export class NumberParams {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly id!: number;
}

/** The number and the person in `…/<id>/members/<user>`. */
export class MemberParams extends NumberParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly user!: string;
}

export class UpdateWorkspaceDto {
  @ApiProperty({ example: 'Platform Team', required: false, minLength: 1, maxLength: 100 })
  @IsOptional()
  @Matches(/\S/, { message: 'name must not be blank' })
  @Length(1, 100)
  @IsString()
  readonly name?: string;

  @ApiProperty({ required: false, maxLength: 2_000 })
  @IsOptional()
  @MaxLength(2_000)
  @IsString()
  readonly description?: string;

  @ApiProperty({ required: false, description: 'For owners. Nothing in an archived workspace can be changed' })
  @IsOptional()
  @IsBoolean()
  readonly is_archived?: boolean;
}

export class MembersQuery {
  @ApiProperty({ required: false, format: 'uuid', description: 'The `next` of the answer before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @ApiProperty({ required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

export class MemberRoleDto {
  @ApiProperty({ enum: WORKSPACE_ROLES })
  @IsIn(WORKSPACE_ROLES)
  readonly role!: WorkspaceRole;
}

export class UserDto {
  @ApiProperty({ format: 'uuid', description: 'Id of a member of the workspace' })
  @IsUUID()
  readonly user_id!: string;
}

export class UpdateChannelDto {
  @ApiProperty({ example: 'random', required: false, minLength: 1, maxLength: 80 })
  @IsOptional()
  @Matches(/\S/, { message: 'name must not be blank' })
  @Length(1, 80)
  @IsString()
  readonly name?: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsBoolean()
  readonly is_private?: boolean;

  @ApiProperty({ required: false })
  @IsOptional()
  @IsBoolean()
  readonly is_archived?: boolean;
}
