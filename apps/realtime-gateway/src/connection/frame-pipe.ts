import { ValidationPipe } from '@nestjs/common';
import { requestIdFrom, runInRequestContext } from '@atrium/observability';
import { validationFailed } from '@atrium/rpc';

/** Checks a frame's fields and drops those that are not known. */
export const framePipe = new ValidationPipe({ transform: true, whitelist: true, exceptionFactory: validationFailed });

/** Each frame is a request of its own, with its own id in every service's log. */
export function asRequest<Result>(serve: () => Promise<Result>): Promise<Result> {
  return runInRequestContext({ requestId: requestIdFrom(undefined) }, serve);
}
