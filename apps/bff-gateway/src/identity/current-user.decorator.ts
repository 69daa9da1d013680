import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@atrium/rpc';

import type { AuthenticatedRequest } from './access-token.guard.js';

/** The verified caller of an endpoint that is not public. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => context.switchToHttp().getRequest<AuthenticatedRequest>().caller,
);
