import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

/** Where to go after signing in: `next` as in the back ends before Atrium. */
@DropUnknownFields()
export class SsoLoginQuery {
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  readonly next?: string;
}

/** What a provider sends a browser back with: RFC 6749 section 4.1.2, RFC 9207. */
@DropUnknownFields()
export class SsoCallbackQuery {
  @IsString()
  @MinLength(1)
  @MaxLength(512)
  readonly state!: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(4_096)
  readonly code?: string;

  @IsOptional()
  @IsString()
  @MaxLength(256)
  readonly error?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  readonly iss?: string;
}
