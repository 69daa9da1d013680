import { Inject, Injectable } from '@nestjs/common';
import { counter } from '@atrium/observability';
import { DomainError } from '@atrium/rpc';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { AUTH_COOKIES } from '../accounts/auth-cookies.js';
import { BFF_CONFIG, type BffConfig } from '../config.js';
import { repeatedAuthCookie } from '../identity/repeated-cookie.js';
import { isTunnelled, routeOf } from '../oidc/tunnel-paths.js';
import { AllowedOrigins } from '../splice/allowed-origins.js';
import { CSRF_COOKIE, CsrfTokens } from './csrf-tokens.js';
import { isFromOwnPage } from './own-page.js';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Answers with the cookies of whoever's code it is: a foreign page must not sign its visitors in as somebody. */
const SIGNS_IN = /^\/api\/verify-otp$/;

/** Answers bearer tokens, and a cookie that names the device as one of that person's; scripts have no CSRF token. */
const NAMES_DEVICE = /^\/api\/(auth\/(login|register)|token)$/;

const refused = counter('csrf_refused_requests_total', 'Requests refused as forged by another site', ['reason']);

/**
 * Refuses what another site's page sends with a user's cookies. A request that shows a bearer token needs no check: a
 * browser never adds one on its own.
 */
@Injectable()
export class CsrfDefence {
  private readonly isTokenRequired: boolean;

  constructor(
    @Inject(BFF_CONFIG) { CSRF_TOKEN_REQUIRED }: BffConfig,
    private readonly origins: AllowedOrigins,
    private readonly tokens: CsrfTokens,
  ) {
    this.isTokenRequired = CSRF_TOKEN_REQUIRED;
  }

  /** Needs the cookies to be parsed already. */
  attach(server: FastifyInstance): void {
    server.addHook('onRequest', (request, _reply, done) => done(this.faultOf(request)));
  }

  /** Throws FORBIDDEN when a write with the cookies of this session brings a token of another one. */
  requireTokenOf(sessionId: string, request: FastifyRequest): void {
    if (!this.isTokenRequired || SAFE_METHODS.has(request.method) || !this.actsWithCookies(request)) return;
    if (!this.tokens.isFor(request.cookies[CSRF_COOKIE] ?? '', sessionId)) throw noToken();
  }

  private faultOf(request: FastifyRequest): DomainError | undefined {
    const repeated = repeatedAuthCookie(request.headers.cookie);
    if (repeated !== undefined) {
      refused.inc({ reason: 'repeated_cookie' });
      return new DomainError('VALIDATION_FAILED', `The cookie ${repeated} was sent more than once`);
    }
    if (SAFE_METHODS.has(request.method)) return undefined;
    const needsToken = this.actsWithCookies(request);
    if (!needsToken && !NAMES_DEVICE.test(routeOf(request))) return undefined;
    if (!isFromOwnPage(request.headers, this.origins)) {
      refused.inc({ reason: 'origin' });
      return new DomainError('FORBIDDEN', 'This origin may not act with cookies');
    }
    return this.isTokenRequired && needsToken && !this.hasToken(request) ? noToken() : undefined;
  }

  private actsWithCookies(request: FastifyRequest): boolean {
    const { headers, cookies } = request;
    const route = routeOf(request);
    if (SIGNS_IN.test(route)) return true;
    if (headers.authorization?.toLowerCase().startsWith('bearer ') === true) return false;
    // Other sites call the provider on purpose, its forms have own tokens, and it goes by the suite's cookies only where
    // a person opens a page.
    if (isTunnelled(route)) return false;
    return AUTH_COOKIES.some((name) => cookies[name] !== undefined);
  }

  private hasToken({ headers, cookies }: FastifyRequest): boolean {
    const cookie = cookies[CSRF_COOKIE];
    return cookie !== undefined && headers['x-csrf-token'] === cookie && this.tokens.isGenuine(cookie);
  }
}

function noToken(): DomainError {
  refused.inc({ reason: 'token' });
  return new DomainError('FORBIDDEN', 'X-CSRF-Token is missing, wrong or of another login; get one at /api/csrf-token');
}
