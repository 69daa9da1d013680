import { IsIP, IsOptional, IsString, MaxLength } from 'class-validator';

/** From where somebody signs in, as the gateway saw it: never taken from what a client says of itself unseen. */
export class SignInOrigin {
  /** IPv4 or IPv6. */
  @IsOptional()
  @IsIP()
  readonly address?: string;

  /** The User-Agent header, cut to 512 characters. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  readonly userAgent?: string;

  /** What an earlier login from the same device was given, so that strangers' failures do not count against it. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  readonly deviceToken?: string;
}
