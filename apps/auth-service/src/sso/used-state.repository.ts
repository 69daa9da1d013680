import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

const ADD = statement<{ stateHash: Buffer }>(
  'sso-used-state-add',
  `INSERT INTO sso_used_state (state_hash, expires_at) VALUES ($1, now() + make_interval(secs => $2))
   ON CONFLICT (state_hash) DO NOTHING RETURNING state_hash AS "stateHash"`,
);

const REMOVE_EXPIRED = statement(
  'sso-used-state-remove-expired',
  `DELETE FROM sso_used_state WHERE state_hash IN (
     SELECT state_hash FROM sso_used_state WHERE expires_at < now() LIMIT 1000)`,
);

@Injectable()
export class UsedStateRepository {
  constructor(private readonly database: Database) {}

  /** Remembers a state; false when it was used before. Of several at once, one gets true. */
  async add(stateHash: Buffer, forSeconds: number): Promise<boolean> {
    return (await this.database.row(ADD, [stateHash, forSeconds])) !== undefined;
  }

  /** Forgets what could not be shown again anyway. */
  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
