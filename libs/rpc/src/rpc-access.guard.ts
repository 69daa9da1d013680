import { createHash, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { RpcAccess } from '@atrium/contracts';

import { DomainError } from './domain-error.js';
import { RPC_ACCESS, TokenVerifier } from './rpc-access.js';
import type { RpcCallContext } from './rpc-call-context.js';
import { ACCESS_TOKEN, INTERNAL_TOKEN } from './rpc-headers.js';
import { RPC_OPTIONS, type RpcOptions } from './rpc-options.js';

/** Lets a call through only with the identity its contract demands. A bare user id on the wire counts for nothing. */
@Injectable()
export class RpcAccessGuard implements CanActivate {
  private readonly internalTokenHash: Buffer;

  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    @Inject(RPC_OPTIONS) { internalToken }: RpcOptions,
  ) {
    this.internalTokenHash = sha256(internalToken);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<RpcAccess>(RPC_ACCESS, context.getHandler());
    const call = context.switchToRpc().getContext<RpcCallContext>();
    if (access === 'service') this.requireService(call);
    if (access === 'user') call.caller = await this.requireUser(call);
    return true;
  }

  private requireService(call: RpcCallContext): void {
    const presented = sha256(call.header(INTERNAL_TOKEN) ?? '');
    if (!timingSafeEqual(presented, this.internalTokenHash)) {
      throw new DomainError('FORBIDDEN', 'Only services of the suite may call this');
    }
  }

  private async requireUser(call: RpcCallContext) {
    const token = call.header(ACCESS_TOKEN);
    if (token === undefined) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
    return this.verifier.verify(token);
  }
}

/** Hashing first gives both sides of the comparison one length. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
