import { Injectable, Logger } from '@nestjs/common';
import Provider, { type Adapter, type FindAccount } from 'oidc-provider';
import { KeyRing } from '@atrium/secrets';

import { IdentityRepository } from '../account/identity.repository.js';
import { SigningKeys } from '../signing/signing-keys.js';
import { accountOf } from './account-claims.js';
import { isSecret } from './application/client-secret.js';
import { addIntrospectionShim } from './introspection-shim.js';
import { OauthAudit } from './oauth-audit.js';
import { OidcSettings } from './oidc-settings.js';
import { PROTOCOL } from './provider-configuration.js';
import { OidcStorage } from './storage/oidc-storage.js';
import { addUnmatched } from './unmatched.js';

/**
 * The OAuth2/OIDC provider of this process. It reads its keys only when it is made, so a change of the signing keys
 * makes a new one; what is in flight ends with the old one. All that lasts is in the database.
 */
@Injectable()
export class OidcProviders {
  private readonly logger = new Logger(OidcProviders.name);
  private current: { readonly provider: Provider; readonly kids: string } | undefined;

  constructor(
    private readonly settings: OidcSettings,
    private readonly storage: OidcStorage,
    private readonly identities: IdentityRepository,
    private readonly signingKeys: SigningKeys,
    private readonly ring: KeyRing,
    private readonly audit: OauthAudit,
  ) {}

  /** The provider that goes by the keys of this moment. */
  get(): Provider {
    const keys = this.signingKeys.privateJwks();
    const kids = keys.map(({ kid }) => kid).join(' ');
    if (this.current?.kids !== kids) this.current = { kids, provider: this.create(keys) };
    return this.current.provider;
  }

  private create(keys: ReturnType<SigningKeys['privateJwks']>): Provider {
    const provider = new Provider(this.settings.issuer, {
      ...PROTOCOL,
      adapter: (model: string): Adapter => this.storage.adapterOf(model),
      findAccount: this.findAccount,
      jwks: { keys: keys.map((key) => ({ ...key, kty: 'EC' as const })) },
      cookies: this.cookies(),
    });
    // The gateway says over what the request came; nothing else reaches this process.
    provider.proxy = true;
    provider.Client.prototype.compareClientSecret = function (presented: string) {
      return isSecret(presented, this.clientSecret ?? '');
    };
    addUnmatched(provider);
    addIntrospectionShim(provider, this.identities);
    this.watch(provider);
    this.audit.watch(provider);
    return provider;
  }

  private readonly findAccount: FindAccount = async (_ctx, userId) => {
    const identity = await this.identities.findActive(userId);
    return identity && accountOf(identity);
  };

  private cookies() {
    const isSecure = this.settings.issuer.startsWith('https:');
    const prefix = isSecure ? '__Secure-' : '';
    const options = { httpOnly: true, sameSite: 'lax', signed: true, secure: isSecure } as const;
    return {
      names: {
        session: `${prefix}oidc_session`,
        interaction: `${prefix}oidc_interaction`,
        resume: `${prefix}oidc_resume`,
      },
      long: { ...options, path: '/o' },
      short: options,
      keys: this.ring.derive('oidc cookies'),
    };
  }

  /** Protocol errors are the clients' affair; these lines say that one happened and never what was sent. */
  private watch(provider: Provider): void {
    provider.on('server_error', (_ctx, err) => this.logger.error({ msg: 'oidc request failed', err }));
    provider.on('grant.error', (ctx, err) => {
      this.logger.log({ msg: 'oidc token refused', clientId: ctx.oidc.client?.clientId, error: err.message });
    });
    provider.on('grant.revoked', (ctx) => {
      this.logger.log({ msg: 'oidc grant revoked', clientId: ctx.oidc.client?.clientId });
    });
    provider.on('backchannel.error', (_ctx, err, client) => {
      this.logger.warn({ msg: 'oidc client not told of a logout', clientId: client.clientId, err });
    });
  }
}
