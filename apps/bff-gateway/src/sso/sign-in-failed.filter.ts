import { Catch, type ArgumentsHost } from '@nestjs/common';
import { DomainError } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ErrorEnvelopeFilter } from '../http/error-envelope.filter.js';
import { HTTP_STATUS } from '../http/http-status.js';
import { signInFailedPage } from './sign-in-failed.page.js';

/** Shows people a page where a login at the provider failed; whoever asks for no page gets problem details as ever. */
@Catch()
export class SignInFailedFilter extends ErrorEnvelopeFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const { headers } = host.switchToHttp().getRequest<FastifyRequest>();
    if (!isOfProvider(error) || headers.accept?.includes('text/html') !== true) return super.catch(error, host);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    reply.code(HTTP_STATUS[error.code]).type('text/html; charset=utf-8').send(signInFailedPage(error.detail));
  }
}

function isOfProvider(error: unknown): error is DomainError {
  return error instanceof DomainError && (error.code === 'SSO_FAILED' || error.code === 'SSO_PROVIDER_UNAVAILABLE');
}
