import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

const OF_ACCOUNT = statement<{ grantId: string }>(
  'authorizations-of-account',
  `SELECT grant_id AS "grantId" FROM oidc_record
   WHERE account_id = $1 AND model = 'Grant' AND expires_at > now() ORDER BY expires_at DESC LIMIT $2`,
);

/** What people have allowed applications: the provider's grants by their owner. */
@Injectable()
export class AuthorizationRepository {
  constructor(private readonly database: Database) {}

  /** Ids of the person's grants, the youngest first. */
  async findOfAccount(accountId: string, limit: number): Promise<string[]> {
    return (await this.database.rows(OF_ACCOUNT, [accountId, limit])).map(({ grantId }) => grantId);
  }
}
