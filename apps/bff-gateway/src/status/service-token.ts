import { createHash, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';

/** The tokens by which monitoring is let in. Several at once, so that one can be replaced without a gap. */
@Injectable()
export class ServiceToken {
  private readonly header: string;
  private readonly digests: readonly Buffer[];

  constructor(@Inject(BFF_CONFIG) { SERVICE_API_TOKEN_KEY, SERVICE_API_TOKEN }: BffConfig) {
    this.header = SERVICE_API_TOKEN_KEY.toLowerCase();
    this.digests = SERVICE_API_TOKEN.map(digest);
  }

  /** Whether a request shows one of them. Takes the same time whichever it is, and however much of it is right. */
  isShownBy({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
    const shown = headers[this.header];
    if (typeof shown !== 'string') return false;
    const given = digest(shown);
    return this.digests.filter((expected) => timingSafeEqual(expected, given)).length > 0;
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
