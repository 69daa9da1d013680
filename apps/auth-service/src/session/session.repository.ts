import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Session } from './session.entity.js';

/** A session that lasts, as a use of it found it. */
export interface LiveSession {
  readonly id: string;
  readonly userId: string;
  /** How long it still lasts, in whole seconds. */
  readonly expiresIn: number;
}

/** A session that lasts, and when its owner signed in. */
export interface BegunSession extends Pick<LiveSession, 'id' | 'userId'> {
  readonly createdAt: Date;
}

/** A session as it begins. */
export type NewSession = Pick<Session, 'id' | 'userId' | 'family' | 'address' | 'userAgent'>;

const INSERT = statement(
  'session-insert',
  `INSERT INTO session (id, user_id, expires_at, family, address, user_agent)
   VALUES ($1, $2, now() + make_interval(secs => $3), $4, $5, $6)`,
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

const OF_USER = statement<Omit<Session, 'userId' | 'revokedAt'>>(
  'session-of-user',
  `SELECT id, family, address, user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt",
     expires_at AS "expiresAt"
   FROM session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
   ORDER BY last_used_at DESC, id DESC LIMIT $2`,
);

const LIVE = statement<BegunSession>(
  'session-live',
  `SELECT id, user_id AS "userId", created_at AS "createdAt"
   FROM session WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > now()`,
);

const IS_OF_USER = statement<{ id: string }>(
  'session-is-of-user',
  'SELECT id FROM session WHERE id = $1 AND user_id = $2',
);

const REVOKED = statement<{ id: string }>(
  'session-revoked',
  `SELECT id FROM session WHERE revoked_at > now() - make_interval(secs => $1)
     AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
);

const REMOVE_EXPIRED = statement(
  'session-remove-expired',
  `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < now() - interval '1 day' LIMIT 1000)`,
);

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** Stores a session that lasts this many seconds from now. */
  async insert(tx: Transaction, session: NewSession, lifetimeSeconds: number): Promise<void> {
    const { id, userId, family, address, userAgent } = session;
    await this.database.rows(INSERT, [id, userId, lifetimeSeconds, family, address, userAgent], tx);
  }

  /** Returns false when the session was over already. */
  async revoke(tx: Transaction, id: string): Promise<boolean> {
    return (await this.database.row(REVOKE, [id], tx)) !== undefined;
  }

  /** A person's sessions that last, the latest used first. */
  findOfUser(userId: string, limit: number): Promise<Omit<Session, 'userId' | 'revokedAt'>[]> {
    return this.database.rows(OF_USER, [userId, limit]);
  }

  /** The session if it is this person's and lasts. */
  findLive(id: string, userId: string): Promise<BegunSession | undefined> {
    return this.database.row(LIVE, [id, userId]);
  }

  /** True if the session is this person's, be it over or not. */
  async isOfUser(tx: Transaction, id: string, userId: string): Promise<boolean> {
    return (await this.database.row(IS_OF_USER, [id, userId], tx)) !== undefined;
  }

  /** Ends every session of these people but the kept one; returns those that lasted until now. */
  revokeAll(
    tx: Transaction,
    userIds: readonly string[],
    keptId: string | null,
  ): Promise<Pick<LiveSession, 'id' | 'userId'>[]> {
    return this.database.rows(REVOKE_ALL, [userIds, keptId], tx);
  }

  /** The sessions that were revoked within the last seconds, in the order of their ids, after the given one. */
  async findRevoked(withinSeconds: number, after: string | undefined, limit: number): Promise<string[]> {
    const rows = await this.database.rows(REVOKED, [withinSeconds, after, limit]);
    return rows.map(({ id }) => id);
  }

  /** Forgets sessions, and with them their tokens, a day after they ended by themselves. */
  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
