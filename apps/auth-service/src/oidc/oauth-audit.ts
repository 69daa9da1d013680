import { Injectable, Logger } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import type { ClientCredentials, Interaction, KoaContextWithOIDC } from 'oidc-provider';
import type Provider from 'oidc-provider';

import { AuditLog } from '../audit/audit-log.js';
import type { AuditRecord } from '../audit/audit-record.js';

/** Records what people allow clients, and what is taken back, however that came about. */
@Injectable()
export class OauthAudit {
  private readonly logger = new Logger(OauthAudit.name);

  constructor(private readonly audit: AuditLog) {}

  /** Somebody has just allowed what the client asked for. */
  async granted({ session, params }: Interaction, origin: SignInOrigin): Promise<void> {
    const userId = session?.accountId;
    const details = { scope: typeof params.scope === 'string' ? params.scope : '' };
    await this.audit.add(undefined, {
      kind: 'oauth-granted',
      actorId: userId,
      userId,
      target: String(params.client_id),
      origin,
      details,
    });
  }

  /** Somebody has taken back what they had allowed. */
  async takenBack(userId: string, grantId: string): Promise<void> {
    await this.audit.add(undefined, { kind: 'oauth-grant-revoked', actorId: userId, userId, target: grantId });
  }

  /** Listens to what the library revokes: a token at a client's request, a grant whose code or token came twice. */
  watch(provider: Provider): void {
    provider.on('grant.revoked', (ctx, grantId) => this.record(revocationOf(ctx, grantId)));
    provider.on('client_credentials.destroyed', ({ clientId }: ClientCredentials) =>
      this.record({ kind: 'oauth-token-revoked', target: clientId }),
    );
  }

  /** The library waits for nobody who listens. */
  private record(record: AuditRecord): void {
    this.audit.add(undefined, record).catch((err: unknown) => {
      this.logger.error({ msg: 'a revocation was not recorded', kind: record.kind, err });
    });
  }
}

function revocationOf({ oidc }: KoaContextWithOIDC, grantId: string): AuditRecord {
  const { AccessToken, RefreshToken, AuthorizationCode, DeviceCode } = oidc.entities;
  const userId = (AccessToken ?? RefreshToken ?? AuthorizationCode ?? DeviceCode)?.accountId;
  const details = { clientId: oidc.client?.clientId ?? '', route: oidc.route };
  return { kind: 'oauth-token-revoked', userId, target: grantId, details };
}
