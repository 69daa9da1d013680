import type { CookieSerializeOptions } from '@fastify/cookie';
import { Controller, Get, Inject, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { beginSso, completeSso } from '@atrium/contracts';
import { DomainError, RpcClient } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { AuthCookies } from '../accounts/auth-cookies.js';
import { BFF_CONFIG, type BffConfig } from '../config.js';
import { Public } from '../identity/public.decorator.js';
import { StrictLimit } from '../rate-limit/strict-limit.decorator.js';
import { SignInFailedFilter } from './sign-in-failed.filter.js';
import { SsoCallbackQuery, SsoLoginQuery } from './sso.dto.js';

const TRANSACTION_COOKIE = 'sso_transaction';

/** Signing in at the external identity provider, for browsers. */
@ApiTags('Single sign-on')
@Public()
@UseFilters(SignInFailedFilter)
@Controller()
export class SsoController {
  /** Lax: the browser comes back from another site. */
  private readonly options: CookieSerializeOptions;

  constructor(
    @Inject(BFF_CONFIG) { COOKIE_SECURE }: BffConfig,
    private readonly rpc: RpcClient,
    private readonly cookies: AuthCookies,
  ) {
    this.options = { httpOnly: true, sameSite: 'lax', path: '/auth/callback', secure: COOKIE_SECURE };
  }

  @ApiOperation({ summary: 'Send the browser to the identity provider; `next` is where it goes in the end' })
  @StrictLimit()
  @Get('admin/login')
  async login(@Query() { next }: SsoLoginQuery, @Res() reply: FastifyReply): Promise<void> {
    const request = next === undefined ? {} : { returnTo: next };
    const { authorizationUrl, transaction, expiresIn } = await this.rpc.call(beginSso, request);
    reply.setCookie(TRANSACTION_COOKIE, transaction, { ...this.options, maxAge: expiresIn });
    reply.redirect(authorizationUrl, 302);
  }

  @ApiOperation({ summary: 'Where the provider sends the browser back to; sets the cookies of a login' })
  @StrictLimit()
  @Get('auth/callback')
  async callback(
    @Query() query: SsoCallbackQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const transaction = request.cookies[TRANSACTION_COOKIE];
    reply.clearCookie(TRANSACTION_COOKIE, this.options);
    if (!transaction) throw new DomainError('SSO_FAILED', 'This browser has begun no login; please start again');
    const { tokens, returnTo } = await this.rpc.call(completeSso, Object.assign({ transaction }, query));
    this.cookies.set(reply, tokens);
    reply.redirect(returnTo, 302);
  }
}
