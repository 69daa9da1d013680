import { Injectable } from '@nestjs/common';
import { inject, type Response } from 'light-my-request';

import { OWN_CLIENT_ID, OwnClientRepository } from '../oidc/application/own-client.repository.js';
import { OidcSettings } from '../oidc/oidc-settings.js';
import { HttpSurface } from '../tunnel/http-surface.js';
import type { ProviderRequest, SsoProviderSettings } from './sso-settings.js';

/** The suite's own provider at `/o/`, for people who sign in where no external one is configured. */
@Injectable()
export class OwnProvider {
  constructor(
    private readonly settings: OidcSettings,
    private readonly client: OwnClientRepository,
    private readonly surface: HttpSurface,
  ) {}

  /** Registers the suite as its own client, and says how to sign in. */
  async settingsOf(): Promise<SsoProviderSettings> {
    const { issuer, publicUrl } = this.settings;
    const callbackUrl = `${publicUrl}/auth/callback/`;
    return {
      issuer,
      authorizationUrl: `${issuer}/authorize/`,
      tokenUrl: `${issuer}/token/`,
      userinfoUrl: `${issuer}/userinfo/`,
      clientId: OWN_CLIENT_ID,
      clientSecret: await this.client.ensure(callbackUrl),
      scopes: ['openid', 'email', 'profile'],
      callbackUrl,
      request: (request) => this.request(request),
    };
  }

  /** Without the network: a service need not reach the address that browsers use. */
  private async request({ method, url, headers, body }: ProviderRequest) {
    const { pathname, search, host, protocol } = new URL(url);
    const answer: Response = await inject((request, response) => this.surface.handle(request, response), {
      method,
      url: pathname + search,
      headers: { ...headers, host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) },
      remoteAddress: '127.0.0.1',
      ...(body === '' ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.payload };
  }
}
