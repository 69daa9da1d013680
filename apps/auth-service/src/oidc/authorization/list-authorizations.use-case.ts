import { Injectable } from '@nestjs/common';
import type { AuthorizationView } from '@atrium/contracts';

import { ApplicationRepository } from '../application/application.repository.js';
import { OidcProviders } from '../oidc-providers.js';
import { AuthorizationRepository } from './authorization.repository.js';

const LIMIT = 200;

/** Tells a person what they have allowed which application. A grant whose client is gone opens nothing: not listed. */
@Injectable()
export class ListAuthorizations {
  constructor(
    private readonly authorizations: AuthorizationRepository,
    private readonly applications: ApplicationRepository,
    private readonly providers: OidcProviders,
  ) {}

  async execute(userId: string): Promise<AuthorizationView[]> {
    const provider = this.providers.get();
    const ids = await this.authorizations.findOfAccount(userId, LIMIT);
    const grants = (await Promise.all(ids.map((id) => provider.Grant.find(id)))).filter((grant) => grant !== undefined);
    const names = await this.applications.namesOf(grants.map(({ clientId }) => clientId ?? ''));
    return grants.flatMap((grant) => {
      const { clientId = '', exp = 0, jti: id } = grant;
      const name = names.get(clientId);
      if (name === undefined) return [];
      const scopes = grant.getOIDCScope().split(' ');
      return [{ id, application: { clientId, name }, scopes, expiresAt: new Date(exp * 1_000).toISOString() }];
    });
  }
}
