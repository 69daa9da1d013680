import { Injectable } from '@nestjs/common';
import { exchangeClientToken } from '@atrium/contracts';
import { AS_SERVICE, DomainError, RpcClient } from '@atrium/rpc';

/** How long a revoked token may still be honoured, in milliseconds. */
const FRESH_FOR_MS = 5_000;
/** Exchanges kept at most; the oldest goes first. */
const MAX_KEPT = 10_000;

interface Exchange {
  readonly accessToken: Promise<string>;
  readonly until: number;
}

/** Exchanges opaque tokens of third-party clients for the suite's own, and remembers each for a few seconds. */
@Injectable()
export class ClientTokens {
  private readonly kept = new Map<string, Exchange>();

  constructor(private readonly rpc: RpcClient) {}

  /** Rejects with TOKEN_INVALID when the token opens nothing (any more). */
  exchange(token: string): Promise<string> {
    if (!isOpaque(token)) return Promise.reject(new DomainError('TOKEN_INVALID', 'Invalid or expired token'));
    const known = this.kept.get(token);
    if (known && known.until > performance.now()) return known.accessToken;
    this.kept.delete(token);
    const accessToken = this.ask(token);
    // An unknown token may be one that another replica is just storing: only good news is kept.
    accessToken.catch(() => this.kept.delete(token));
    this.keep(token, { accessToken, until: performance.now() + FRESH_FOR_MS });
    return accessToken;
  }

  /** Makes a token that was just revoked worthless here at once. */
  forget(token: string): void {
    this.kept.delete(token);
  }

  private async ask(token: string): Promise<string> {
    return (await this.rpc.call(exchangeClientToken, { token }, AS_SERVICE)).accessToken;
  }

  private keep(token: string, exchange: Exchange): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(token, exchange);
  }
}

/** True for what the OAuth2 provider issues; the suite's own tokens are JWTs, which have dots. */
export function isOpaque(token: string): boolean {
  return /^[\w-]{20,256}$/.test(token);
}
