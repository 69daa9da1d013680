import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

import { SigningKeys } from './signing-keys.js';

/** Signs JSON Web Tokens (RFC 7519) with ES256 and the key whose turn it is. */
@Injectable()
export class TokenSigner {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: SigningKeys,
  ) {}

  /** The compact token; `iat` and `exp` are added to the claims, the lifetime is in seconds. */
  sign(claims: object, lifetimeSeconds: number): Promise<string> {
    const { kid, privateKey } = this.keys.signing();
    return this.jwt.signAsync(claims, { algorithm: 'ES256', keyid: kid, privateKey, expiresIn: lifetimeSeconds });
  }
}
