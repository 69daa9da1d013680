import { ApiProperty } from '@nestjs/swagger';

import { DropUnknownFields } from '../http/unknown-fields.js';
import { DrfText } from './drf-text.js';

@DropUnknownFields()
export class ObtainTokenDto {
  @ApiProperty({ example: 'youruser', description: 'User name or e-mail address', maxLength: 254 })
  @DrfText({ maxLength: 254 })
  readonly username!: string;

  @ApiProperty({ example: 'yourpassword', maxLength: 1_024 })
  @DrfText({ maxLength: 1_024 })
  readonly password!: string;
}

@DropUnknownFields()
export class RefreshJwtDto {
  @ApiProperty({ maxLength: 8_192 })
  @DrfText({ maxLength: 8_192 })
  readonly refresh!: string;
}

@DropUnknownFields()
export class VerifyTokenDto {
  @ApiProperty({ maxLength: 8_192 })
  @DrfText({ maxLength: 8_192 })
  readonly token!: string;
}

/** The tokens as djangorestframework-simplejwt names them. */
export interface TokenPair {
  readonly refresh: string;
  readonly access: string;
}
