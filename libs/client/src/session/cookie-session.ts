import { SignedOut } from '../errors.js';
import { SharedRenewal, type Session } from './session.js';

/**
 * The three HttpOnly cookies of `/api/verify-otp/`. A browser keeps them itself and shows them to nobody; Node's fetch
 * has no memory for cookies, so here they are kept between requests.
 */
export class CookieSession implements Session {
  readonly credentials = 'include';
  private readonly cookies = new Map<string, string>();
  private readonly renewal = new SharedRenewal(this);

  constructor(
    private readonly baseUrl: string,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  headers(): Record<string, string> {
    if (this.cookies.size === 0) return {};
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  keep(response: Response): void {
    // Always empty in a browser.
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const separator = pair.indexOf('=');
      const [name, value] = [pair.slice(0, separator).trim(), pair.slice(separator + 1).trim()];
      if (value === '' || /;\s*max-age=0\b/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  accessToken(): string | undefined {
    return this.cookies.get('access_token');
  }

  renew(stale: string | undefined): Promise<void> {
    return this.renewal.run(stale, async () => {
      const response = await this.fetch(new URL('/api/refresh/', this.baseUrl), {
        method: 'POST',
        credentials: this.credentials,
        headers: this.headers(),
      });
      this.keep(response);
      if (response.status === 401 || response.status === 403) throw new SignedOut();
      if (!response.ok) throw new Error(`The session could not be renewed: the suite answered ${response.status}`);
    });
  }
}
