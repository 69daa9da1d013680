import { Injectable } from '@nestjs/common';
import { gaxios, JWT } from 'google-auth-library';

import { HomeGraphFault } from './homegraph-fault.js';
import { HomeGraphSettings, type ServiceAccount } from './homegraph-settings.js';

const SCOPE = 'https://www.googleapis.com/auth/homegraph';

/** Access tokens for HomeGraph by the service-account flow; one serves until it is about to expire. */
@Injectable()
export class HomeGraphAccess {
  private client: JWT | undefined;

  constructor(private readonly settings: HomeGraphSettings) {}

  /** Rejects with {@link HomeGraphFault}. */
  async token(): Promise<string> {
    const { account } = this.settings;
    if (!account) throw new Error('HomeGraph is off');
    this.client ??= this.createClient(account);
    try {
      const { token } = await this.client.getAccessToken();
      if (token) return token;
      throw new Error('Google gave no access token');
    } catch (error) {
      throw toFault(error);
    }
  }

  /** The next token is a new one: Google did not take the last. */
  renew(): void {
    this.client = undefined;
  }

  private createClient({ clientEmail: email, privateKey: key }: ServiceAccount): JWT {
    const { tokenUrl, timings } = this.settings;
    const transporter = new gaxios.Gaxios();
    // The library knows one address only, and tries again by itself, which the queue does already.
    transporter.interceptors.request.add({
      resolved: (options) =>
        Promise.resolve({ ...options, url: new URL(tokenUrl), retry: false, timeout: timings.timeout }),
    });
    return new JWT({ email, key, scopes: [SCOPE], additionalClaims: { aud: tokenUrl }, transporter });
  }
}

function toFault(error: unknown): HomeGraphFault {
  if (!(error instanceof gaxios.GaxiosError)) return new HomeGraphFault('transient', String(error));
  const { status = 0, message } = error;
  const isRefusal = status >= 400 && status < 500 && status !== 429 && status !== 408;
  return new HomeGraphFault(isRefusal ? 'forbidden' : 'transient', `no access token: ${message}`, status);
}
