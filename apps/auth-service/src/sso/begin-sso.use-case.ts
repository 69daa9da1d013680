import { Injectable } from '@nestjs/common';
import type { BeginSsoRequest, BegunSso } from '@atrium/contracts';

import { localPath } from './local-path.js';
import { SsoProvider } from './sso-provider.js';
import { TRANSACTION_LIFETIME_SECONDS } from './sso-transactions.js';

/** Sends a browser to the provider. */
@Injectable()
export class BeginSso {
  constructor(private readonly provider: SsoProvider) {}

  async execute({ returnTo }: BeginSsoRequest): Promise<BegunSso> {
    const login = await this.provider.begin(localPath(returnTo));
    return { ...login, expiresIn: TRANSACTION_LIFETIME_SECONDS };
  }
}
