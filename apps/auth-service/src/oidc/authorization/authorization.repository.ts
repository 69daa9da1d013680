import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

const OF_ACCOUNT = statement<{ grantId: string }>(
  'authorizations-of-account',
  `SELECT grant_id AS "grantId" FROM oidc_record
   WHERE account_id = $1 AND model = 'Grant' AND expires_at > now() ORDER BY expires_at DESC LIMIT $2`,
);

const REVOKE = statement<{ model: string }>(
  'authorization-revoke',
  `DELETE FROM oidc_record WHERE grant_id = $1
     AND EXISTS (SELECT 1 FROM oidc_record WHERE grant_id = $1 AND model = 'Grant' AND account_id = $2)
   RETURNING model`,
);

/** What people have allowed applications: the provider's grants by their owner. */
@Injectable()
export class AuthorizationRepository {
  constructor(private readonly database: Database) {}

  /** Ids of the person's grants, the youngest first. */
  async findOfAccount(accountId: string, limit: number): Promise<string[]> {
    return (await this.database.rows(OF_ACCOUNT, [accountId, limit])).map(({ grantId }) => grantId);
  }

  /** Removes the person's own grant with all that was issued under it; false when they have none with this id. */
  async revoke(accountId: string, grantId: string): Promise<boolean> {
    return (await this.database.rows(REVOKE, [grantId, accountId])).length > 0;
  }
}
