import { Injectable } from '@nestjs/common';
import { userDeleted, type UserChanged } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { CredentialRepository } from '../account/credential.repository.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { fromUserChanged } from '../account/identity.view.js';
import { UserAudit } from '../audit/user-audit.js';
import { RemoveOauthTraces } from '../oidc/remove-oauth-traces.js';
import { RevokeSession } from '../session/revoke-session.use-case.js';
import { SsoLinkRepository } from '../sso/sso-link.repository.js';

/**
 * An account has ended: its sessions end with it, and its password, its links to a provider, its applications and all
 * that it has allowed others are forgotten.
 */
@Injectable()
@EventConsumer(userDeleted, 'auth-user-deleted')
export class UserDeletedConsumer implements EventHandler<UserChanged> {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly credentials: CredentialRepository,
    private readonly revokeSession: RevokeSession,
    private readonly links: SsoLinkRepository,
    private readonly oauthTraces: RemoveOauthTraces,
    private readonly audit: UserAudit,
  ) {}

  async handle(tx: Transaction, events: readonly Delivered<UserChanged>[]): Promise<void> {
    const users = events.map(({ payload }) => payload);
    const deleted = users.map(({ id }) => id);
    await this.identities.store(users.map(fromUserChanged), tx);
    await this.audit.deleted(tx, users);
    await this.credentials.remove(tx, deleted);
    await this.revokeSession.executeAll(tx, deleted, { kind: 'session-ended' });
    await this.links.removeOfUsers(tx, deleted);
    await this.oauthTraces.execute(tx, deleted);
  }
}
