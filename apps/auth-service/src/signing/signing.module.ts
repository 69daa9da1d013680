import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';

import { JwksController } from './jwks.controller.js';
import { RotateSigningKeys } from './rotate-signing-keys.use-case.js';
import { SigningKeyRepository } from './signing-key.repository.js';
import { SigningKeys } from './signing-keys.js';
import { TokenSigner } from './token-signer.js';

@Module({
  imports: [JwtModule.register({})],
  controllers: [JwksController],
  providers: [SigningKeyRepository, RotateSigningKeys, SigningKeys, TokenSigner],
  exports: [SigningKeys, TokenSigner],
})
export class SigningModule {}
