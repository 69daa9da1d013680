import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  beginSso,
  completeSso,
  type BeginSsoRequest,
  type BegunSso,
  type CompletedSso,
  type CompleteSsoRequest,
} from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { BeginSso } from './begin-sso.use-case.js';
import { CompleteSso } from './complete-sso.use-case.js';

@Controller()
export class SsoController {
  constructor(
    private readonly beginSso: BeginSso,
    private readonly completeSso: CompleteSso,
  ) {}

  @RpcHandler(beginSso)
  begin(@Payload() request: BeginSsoRequest): Promise<BegunSso> {
    return this.beginSso.execute(request);
  }

  @RpcHandler(completeSso)
  complete(@Payload() request: CompleteSsoRequest): Promise<CompletedSso> {
    return this.completeSso.execute(request);
  }
}
