import { ApiProperty } from '@nestjs/swagger';
import { INVITATION_TOKEN_PATTERN, INVITED_ROLES, type InvitedRole } from '@atrium/contracts';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';

import { NumberParams } from './own-workspace.dto.js';

export class InviteMemberDto {
  @ApiProperty({ required: false, example: 'alice', description: 'A user name or user id; an address gets a link' })
  @IsOptional()
  @Length(1, 254)
  @IsString()
  readonly user?: string;

  @ApiProperty({ required: false, example: 'alice@example.com', description: 'Where to send a link' })
  @IsOptional()
  @MaxLength(254)
  @IsEmail()
  readonly email?: string;

  @ApiProperty({ enum: INVITED_ROLES, required: false, default: 'member' })
  @IsOptional()
  @IsIn(INVITED_ROLES)
  readonly role?: InvitedRole;
}

export class InvitationParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly invitation!: string;
}

export class InvitationOfWorkspaceParams extends NumberParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly invitation!: string;
}

export class InvitationTokenDto {
  @ApiProperty({ description: 'What the link in the mail brings' })
  @Matches(INVITATION_TOKEN_PATTERN, { message: 'token must be one of a mail' })
  @IsString()
  readonly token!: string;
}
