import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import type { Caller } from './caller.js';
import { DomainError } from './domain-error.js';
import type { RpcCallContext } from './rpc-call-context.js';

/** The verified person who makes this call; only in handlers of contracts whose access is `user`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToRpc().getContext<RpcCallContext>();
  if (!caller) throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
  return caller;
});
