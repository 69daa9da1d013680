import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TokenVerifier } from '@atrium/rpc';

import { JwtTokenVerifier } from './jwt-token-verifier.js';
import { RevokedSessions } from './revoked-sessions.js';
import { SigningKeyCache } from './signing-key-cache.js';

/** Lets a process verify the access tokens it is handed. */
@Global()
@Module({
  imports: [JwtModule.register({})],
  providers: [
    SigningKeyCache,
    RevokedSessions,
    JwtTokenVerifier,
    { provide: TokenVerifier, useExisting: JwtTokenVerifier },
  ],
  exports: [TokenVerifier, JwtTokenVerifier, RevokedSessions],
})
export class AuthModule {}
