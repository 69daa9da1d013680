import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { SsoLink } from './sso-link.entity.js';

const COLUMNS = `issuer, subject, user_id AS "userId", access_token AS "accessToken",
  access_expires_at AS "accessExpiresAt", refresh_token AS "refreshToken", version, renewing_until AS "renewingUntil"`;

const USER_OF = statement<{ userId: string }>(
  'sso-link-user-of',
  'SELECT user_id AS "userId" FROM sso_link WHERE issuer = $1 AND subject = $2',
);

const OF_USER = statement<SsoLink>(
  'sso-link-of-user',
  `SELECT ${COLUMNS} FROM sso_link WHERE user_id = $1 AND issuer = $2 ORDER BY subject LIMIT 1`,
);

/** The link that is there stays: of two first logins at once both open the same account. */
const STORE = statement<{ userId: string }>(
  'sso-link-store',
  `INSERT INTO sso_link (issuer, subject, user_id, access_token, access_expires_at, refresh_token)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (issuer, subject) DO UPDATE SET access_token = excluded.access_token,
     access_expires_at = excluded.access_expires_at,
     refresh_token = coalesce(excluded.refresh_token, sso_link.refresh_token), version = sso_link.version + 1,
     renewing_until = NULL
   RETURNING user_id AS "userId"`,
);

/** How long one replica may take to renew tokens before another one may try, in seconds; longer than a provider may. */
export const RENEWAL_SECONDS = 15;

const CLAIM_RENEWAL = statement<{ version: number }>(
  'sso-link-claim-renewal',
  `UPDATE sso_link SET renewing_until = now() + make_interval(secs => $4)
   WHERE issuer = $1 AND subject = $2 AND version = $3 AND (renewing_until IS NULL OR renewing_until <= now())
   RETURNING version`,
);

const RELEASE_RENEWAL = statement(
  'sso-link-release-renewal',
  'UPDATE sso_link SET renewing_until = NULL WHERE issuer = $1 AND subject = $2 AND version = $3',
);

const RENEW = statement<{ version: number }>(
  'sso-link-renew',
  `UPDATE sso_link SET access_token = $4, access_expires_at = $5, refresh_token = coalesce($6, refresh_token),
     version = version + 1, renewing_until = NULL
   WHERE issuer = $1 AND subject = $2 AND version = $3 RETURNING version`,
);

type SealedTokens = Pick<SsoLink, 'accessToken' | 'accessExpiresAt' | 'refreshToken'>;

const REMOVE_OF_USERS = statement('sso-link-remove-of-users', 'DELETE FROM sso_link WHERE user_id = ANY($1)');

@Injectable()
export class SsoLinkRepository {
  constructor(private readonly database: Database) {}

  /** Whose account somebody at a provider opens. */
  async findUserId(issuer: string, subject: string): Promise<string | undefined> {
    return (await this.database.row(USER_OF, [issuer, subject]))?.userId;
  }

  findOfUser(userId: string, issuer: string): Promise<SsoLink | undefined> {
    return this.database.row(OF_USER, [userId, issuer]);
  }

  /** Links, or renews the tokens of a link; returns whose account it opens. */
  async store(
    tx: Transaction,
    { issuer, subject, userId, accessToken, accessExpiresAt, refreshToken }: Omit<SsoLink, 'version' | 'renewingUntil'>,
  ): Promise<string | undefined> {
    const values = [issuer, subject, userId, accessToken, accessExpiresAt, refreshToken];
    return (await this.database.row(STORE, values, tx))?.userId;
  }

  /** True for the one that may renew these tokens now; false while somebody else does, or once they have changed. */
  async claimRenewal({ issuer, subject, version }: SsoLink): Promise<boolean> {
    return (await this.database.row(CLAIM_RENEWAL, [issuer, subject, version, RENEWAL_SECONDS])) !== undefined;
  }

  /** Lets the next one try, after a renewal that failed. */
  async releaseRenewal({ issuer, subject, version }: SsoLink): Promise<void> {
    await this.database.rows(RELEASE_RENEWAL, [issuer, subject, version]);
  }

  /** Replaces tokens unless somebody else has done so since they were read; false then. */
  async renew({ issuer, subject, version }: SsoLink, tokens: SealedTokens): Promise<boolean> {
    const values = [issuer, subject, version, tokens.accessToken, tokens.accessExpiresAt, tokens.refreshToken];
    return (await this.database.row(RENEW, values)) !== undefined;
  }

  /** Forgets whom these people are at a provider, and its tokens. */
  async removeOfUsers(tx: Transaction, userIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE_OF_USERS, [userIds], tx);
  }
}
