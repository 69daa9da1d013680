import { Inject, Injectable } from '@nestjs/common';

import { BFF_CONFIG, type BffConfig } from '../config.js';

/**
 * The browser origins that may act with cookies: the suite's own and the configured ones. A browser sends cookies with
 * a WebSocket handshake from any page, so the Origin decides.
 */
@Injectable()
export class AllowedOrigins {
  private readonly origins: ReadonlySet<string>;

  constructor(@Inject(BFF_CONFIG) { PUBLIC_URL, ALLOWED_ORIGINS }: BffConfig) {
    this.origins = new Set([new URL(PUBLIC_URL).origin, ...ALLOWED_ORIGINS]);
  }

  /** True for an allowed origin, and for none at all: only browsers send one. */
  allows(origin: string | undefined): boolean {
    return origin === undefined || this.origins.has(origin);
  }
}
