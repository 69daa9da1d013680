import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { currentRequest } from '@atrium/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toEnvelope } from './error-envelope.js';
import { errorFamilyOf } from './error-family.js';
import { toHttpFault, type HttpFault } from './http-fault.js';
import { unmatched } from './unmatched.js';

/** The only place where an error leaves: in its family's envelope, a bug as a 500 that names nothing but its request. */
@Catch()
export class ErrorEnvelopeFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorEnvelopeFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof NotFoundException) {
      const { allow, ...fault } = unmatched(request);
      if (allow.length > 0) reply.header('allow', allow.join(', '));
      sendFault(request, reply, fault);
    } else {
      sendFault(request, reply, toHttpFault(error) ?? this.bug(error, request));
    }
  }

  private bug(err: unknown, request: FastifyRequest): HttpFault {
    this.logger.error({ msg: 'request failed', method: request.method, route: request.routeOptions.url, err });
    const requestId = currentRequest()?.requestId ?? 'unknown';
    return { status: 500, code: 'INTERNAL', detail: `Unexpected error; please report request ${requestId}` };
  }
}

/** Writes a fault in the envelope of the request's family. */
function sendFault(request: FastifyRequest, reply: FastifyReply, fault: HttpFault): void {
  const [path = '/'] = request.url.split('?', 1);
  const { contentType, body } = toEnvelope(errorFamilyOf(path), fault, path);
  if (fault.status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
  const retryAfter = fault.retryAfterSeconds ?? (fault.status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  reply.code(fault.status).type(contentType).send(body);
}
