import { SignedOut } from '../errors.js';
import { SharedRenewal, type Session } from './session.js';

/** What `/api/auth/login` answers. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A pair of tokens that the program keeps itself. */
export class TokenSession implements Session {
  readonly credentials = 'omit';
  private readonly renewal = new SharedRenewal(this);

  constructor(
    private readonly baseUrl: string,
    private readonly fetch: typeof globalThis.fetch,
    private tokens: Tokens,
    /** Told of each new pair: the old refresh token is good no more. */
    private readonly onRenewed: (tokens: Tokens) => void = () => undefined,
  ) {}

  headers(): Record<string, string> {
    return { authorization: `Bearer ${this.tokens.accessToken}` };
  }

  keep(): void {
    // Tokens come in bodies.
  }

  accessToken(): string {
    return this.tokens.accessToken;
  }

  renew(stale: string | undefined): Promise<void> {
    return this.renewal.run(stale, async () => {
      const response = await this.fetch(new URL('/api/auth/refresh', this.baseUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: this.tokens.refreshToken }),
      });
      if (response.status === 400 || response.status === 401) throw new SignedOut();
      if (!response.ok) throw new Error(`The session could not be renewed: the suite answered ${response.status}`);
      const answer = (await response.json()) as { tokens: Tokens };
      this.tokens = answer.tokens;
      this.onRenewed(answer.tokens);
    });
  }
}
