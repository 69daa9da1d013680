import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { getJwks, type GetJwksRequest, type Jwks } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { SigningKeys } from './signing-keys.js';

@Controller()
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @RpcHandler(getJwks)
  getJwks(@Payload() _request: GetJwksRequest): Promise<Jwks> {
    return Promise.resolve(this.keys.published());
  }
}
