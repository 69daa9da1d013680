import { ApiProperty } from '@nestjs/swagger';
import type { TokenSet, UserView } from '@atrium/contracts';
import { IsEmail, IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

@DropUnknownFields()
export class HubRegisterDto {
  @ApiProperty({ example: 'user@example.com', maxLength: 254 })
  @MaxLength(254)
  @IsEmail()
  readonly email!: string;

  @ApiProperty({ example: 'secure_password', minLength: 8, maxLength: 128 })
  @Length(8, 128)
  @IsString()
  readonly password!: string;

  @ApiProperty({ example: 'Alice Johnson', required: false, maxLength: 300 })
  @IsOptional()
  @MaxLength(300)
  @IsString()
  readonly name?: string;
}

@DropUnknownFields()
export class HubLoginDto {
  @ApiProperty({ example: 'user@example.com', maxLength: 254 })
  @Length(1, 254)
  @IsString()
  readonly email!: string;

  @ApiProperty({ example: 'secure_password', maxLength: 1_024 })
  @MaxLength(1_024)
  @MinLength(1)
  @IsString()
  readonly password!: string;
}

@DropUnknownFields()
export class HubRefreshDto {
  @ApiProperty({ maxLength: 512 })
  @Length(1, 512)
  @IsString()
  readonly refreshToken!: string;
}

@DropUnknownFields()
export class HubLogoutDto {
  @ApiProperty({ required: false, maxLength: 512 })
  @IsOptional()
  @Length(1, 512)
  @IsString()
  readonly refreshToken?: string;
}

/** A user as the hub's API shows one. */
export interface HubUser {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isStaff: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export interface HubSession {
  readonly user: HubUser;
  readonly tokens: Pick<TokenSet, 'accessToken' | 'refreshToken'>;
}

export function toHubUser({ id, email, username, firstName, lastName, isStaff, dateJoined }: UserView): HubUser {
  return { id, email, username, firstName, lastName, isStaff, createdAt: dateJoined };
}
