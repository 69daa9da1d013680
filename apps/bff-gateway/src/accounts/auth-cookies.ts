import type { CookieSerializeOptions } from '@fastify/cookie';
import { Inject, Injectable } from '@nestjs/common';
import type { TokenSet } from '@atrium/contracts';
import type { FastifyReply } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { ACCESS_COOKIE } from '../identity/access-token.js';
import { DEVICE_COOKIE } from '../identity/sign-in-origin.js';

export const REFRESH_COOKIE = 'refresh_token';
const ID_COOKIE = 'id_token';

/** 400 days: the longest that browsers keep a cookie. */
const DEVICE_COOKIE_SECONDS = 34_560_000;

/** The cookies by which a browser is signed in. */
export const AUTH_COOKIES = [ACCESS_COOKIE, REFRESH_COOKIE, ID_COOKIE] as const;

type CookieOptions = CookieSerializeOptions & { readonly secure: boolean };

/** One of them, as it is to be set. */
export interface AuthCookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieOptions & { readonly maxAge: number };
}

/** The three HttpOnly cookies that keep a browser signed in. */
@Injectable()
export class AuthCookies {
  private readonly options: CookieOptions;

  constructor(@Inject(BFF_CONFIG) { COOKIE_SECURE }: BffConfig) {
    this.options = { httpOnly: true, sameSite: 'lax', path: '/', secure: COOKIE_SECURE };
  }

  set(reply: FastifyReply, tokens: TokenSet): void {
    for (const { name, value, options } of this.of(tokens)) reply.setCookie(name, value, options);
  }

  /** The cookies by which these tokens sign a browser in. */
  of(tokens: TokenSet): AuthCookie[] {
    const { accessToken, accessExpiresIn, idToken, refreshToken, refreshExpiresIn } = tokens;
    return [
      { name: ACCESS_COOKIE, value: accessToken, options: { ...this.options, maxAge: accessExpiresIn } },
      { name: REFRESH_COOKIE, value: refreshToken, options: { ...this.options, maxAge: refreshExpiresIn } },
      { name: ID_COOKIE, value: idToken, options: { ...this.options, maxAge: accessExpiresIn } },
    ];
  }

  /** Has the device keep what it shows at its next login. It outlives the session, and signs nobody in. */
  keepDevice(reply: FastifyReply, deviceToken: string): void {
    reply.setCookie(DEVICE_COOKIE, deviceToken, { ...this.options, maxAge: DEVICE_COOKIE_SECONDS });
  }

  clear(reply: FastifyReply): void {
    for (const name of AUTH_COOKIES) reply.clearCookie(name, this.options);
  }
}
