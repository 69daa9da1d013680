import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** A session that lasts, as a use of it found it. */
export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  /** How long it still lasts, in whole seconds. */
  readonly expiresIn: number;
}

const INSERT = statement(
  'session-insert',
  'INSERT INTO session (id, user_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))',
);

const REVOKE = statement<{ id: string }>(
  'session-revoke',
  'UPDATE session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL AND expires_at > now() RETURNING id',
);

const REVOKE_ALL = statement<Pick<LiveSession, 'id' | 'userId'>>(
  'session-revoke-all',
  `UPDATE session SET revoked_at = now()
   WHERE user_id = ANY($1) AND id IS DISTINCT FROM $2 AND revoked_at IS NULL AND expires_at > now()
   RETURNING id, user_id AS "userId"`,
);

const REMOVE_EXPIRED = statement(
  'session-remove-expired',
  `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < now() - interval '1 day' LIMIT 1000)`,
);

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, id: string, userId: string, lifetimeSeconds: number): Promise<void> {
    await this.database.rows(INSERT, [id, userId, lifetimeSeconds], tx);
  }

  /** Returns false when the session was over already. */
  async revoke(tx: Transaction, id: string): Promise<boolean> {
    return (await this.database.row(REVOKE, [id], tx)) !== undefined;
  }

  /** Ends every session of these people but the kept one; returns those that lasted until now. */
  revokeAll(
    tx: Transaction,
    userIds: readonly string[],
    keptId: string | null,
  ): Promise<Pick<LiveSession, 'id' | 'userId'>[]> {
    return this.database.rows(REVOKE_ALL, [userIds, keptId], tx);
  }

  /** Forgets sessions, and with them their tokens, a day after they ended by themselves. */
  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
