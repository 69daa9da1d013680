import type { IncomingMessage } from 'node:http';

import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { TokenSet } from '@atrium/contracts';
import { isRefusal, TokenVerifier } from '@atrium/rpc';

import { AuthCookies, REFRESH_COOKIE } from '../accounts/auth-cookies.js';
import { presentedToken } from '../identity/access-token.js';
import { repeatedAuthCookie } from '../identity/repeated-cookie.js';
import { SessionRenewal } from '../identity/session-renewal.js';
import { AllowedOrigins } from './allowed-origins.js';

/** Whose socket it is to be. */
export interface SocketOwner {
  readonly accessToken: string;
  /** Header lines for the answer: the cookies of a browser whose access token had run out. */
  readonly setCookies: readonly string[];
}

/** Why a socket is not opened, as the client is told. */
export class UpgradeRefused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Finds out who asks for a socket: by a token in the address or a header, else by a browser's cookies. */
@Injectable()
export class UpgradeIdentification {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly origins: AllowedOrigins,
    private readonly renewal: SessionRenewal,
    private readonly cookies: AuthCookies,
    private readonly http: HttpAdapterHost<FastifyAdapter>,
  ) {}

  /** Rejects with {@link UpgradeRefused}. */
  async execute({ headers }: IncomingMessage, queryToken: string | undefined): Promise<SocketOwner> {
    const repeated = repeatedAuthCookie(headers.cookie);
    if (repeated !== undefined) throw new UpgradeRefused(400, `The cookie ${repeated} was sent more than once`);
    const cookies = this.http.httpAdapter.getInstance().parseCookie(headers.cookie ?? '');
    const presented = queryToken === undefined ? presentedToken(headers, cookies) : own(queryToken);
    const refreshToken = headers.authorization === undefined ? cookies[REFRESH_COOKIE] : undefined;
    const isByCookie = presented?.isFromCookie ?? refreshToken !== undefined;
    if (isByCookie && !this.origins.allows(headers.origin)) {
      throw new UpgradeRefused(403, 'This origin may not connect with cookies');
    }
    const refusal = presented ? await this.refusalOf(presented.accessToken) : notProvided();
    if (presented && !refusal) return { accessToken: presented.accessToken, setCookies: [] };
    const tokens = isByCookie && refreshToken ? await this.renewed(refreshToken) : undefined;
    if (!tokens) throw refusal ?? notProvided();
    return { accessToken: tokens.accessToken, setCookies: this.linesFor(tokens) };
  }

  /** Undefined for a good token. Rejects where that cannot be known now. */
  private async refusalOf(accessToken: string): Promise<UpgradeRefused | undefined> {
    try {
      await this.verifier.verify(accessToken);
      return undefined;
    } catch (error) {
      if (isRefusal(error, 'TOKEN_INVALID')) return new UpgradeRefused(401, error.detail);
      throw unavailable(error);
    }
  }

  private async renewed(refreshToken: string): Promise<TokenSet | undefined> {
    try {
      return await this.renewal.tokensOf(refreshToken);
    } catch (error) {
      throw unavailable(error);
    }
  }

  private linesFor(tokens: TokenSet): string[] {
    const server = this.http.httpAdapter.getInstance();
    return this.cookies
      .of(tokens)
      .map(({ name, value, options }) => `set-cookie: ${server.serializeCookie(name, value, options)}`);
  }
}

function notProvided(): UpgradeRefused {
  return new UpgradeRefused(401, 'Authentication credentials were not provided.');
}

function own(accessToken: string) {
  return { accessToken, isFromCookie: false };
}

function unavailable(error: unknown): unknown {
  return isRefusal(error, 'SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED') ? new UpgradeRefused(503, error.detail) : error;
}
