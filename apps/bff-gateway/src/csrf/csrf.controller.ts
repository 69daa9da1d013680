import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { CookieSession } from '../identity/cookie-session.js';
import { Public } from '../identity/public.decorator.js';
import { CSRF_COOKIE, CsrfTokens } from './csrf-tokens.js';

@ApiTags('Utility')
@Public()
@Controller('api/csrf-token')
export class CsrfController {
  constructor(
    @Inject(BFF_CONFIG) private readonly config: BffConfig,
    private readonly tokens: CsrfTokens,
    private readonly session: CookieSession,
  ) {}

  @ApiOperation({ summary: 'A token for X-CSRF-Token, good until the next login, and the cookie to compare it with' })
  @Get()
  async issue(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ csrfToken: string }> {
    const sessionId = await this.session.idOf(request, reply);
    // Tabs of one browser share the cookie: a new token for one would void the others'.
    const held = request.cookies[CSRF_COOKIE];
    const csrfToken = held !== undefined && this.tokens.isFor(held, sessionId) ? held : this.tokens.issue(sessionId);
    reply.setCookie(CSRF_COOKIE, csrfToken, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: this.config.COOKIE_SECURE,
    });
    return { csrfToken };
  }
}
