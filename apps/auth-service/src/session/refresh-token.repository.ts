import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { BegunSession, LiveSession } from './session.repository.js';

/** How long after a token's use a parallel request with the same token is no reuse, in seconds. */
export const GRACE_SECONDS = 10;

/** A token as it was found when it could not be used (any more). */
export interface UsedToken extends LiveSession {
  /** True when its session was ended before its time. */
  readonly isRevoked: boolean;
  /** There while a repeated request may have the same successor again; null once that was used or the grace is over. */
  readonly sealedSuccessor: Buffer | null;
}

const INSERT = statement(
  'refresh-token-insert',
  'INSERT INTO refresh_token (hash, session_id, parent_hash) VALUES ($1, $2, $3)',
);

const EXPIRES_IN = `floor(extract(epoch FROM s.expires_at - now()))::int AS "expiresIn"`;

/** One statement decides who of several uses the token: the others find it used. */
const USE = statement<LiveSession>(
  'refresh-token-use',
  `WITH used AS (
     UPDATE refresh_token SET used_at = now(), sealed_successor = $2
     WHERE hash = $1 AND used_at IS NULL RETURNING session_id)
   UPDATE session s SET last_used_at = now() FROM used
   WHERE s.id = used.session_id AND s.revoked_at IS NULL AND s.expires_at > now()
   RETURNING s.id, s.user_id AS "userId", ${EXPIRES_IN}`,
);

const FIND_USED = statement<UsedToken>(
  'refresh-token-find-used',
  `SELECT s.id, s.user_id AS "userId", ${EXPIRES_IN},
     CASE WHEN t.used_at > now() - make_interval(secs => $2) AND successor.used_at IS NULL
       THEN t.sealed_successor END AS "sealedSuccessor", s.revoked_at IS NOT NULL AS "isRevoked"
   FROM refresh_token t JOIN session s ON s.id = t.session_id
   LEFT JOIN refresh_token successor ON successor.parent_hash = t.hash
   WHERE t.hash = $1 AND s.expires_at > now()`,
);

const FIND = statement<{ isUsed: boolean; isRevoked: boolean }>(
  'refresh-token-find',
  `SELECT t.used_at IS NOT NULL AS "isUsed", s.revoked_at IS NOT NULL AS "isRevoked"
   FROM refresh_token t JOIN session s ON s.id = t.session_id WHERE t.hash = $1 AND s.expires_at > now()`,
);

const FIND_UNUSED = statement<BegunSession>(
  'refresh-token-find-unused',
  `SELECT s.id, s.user_id AS "userId", s.created_at AS "createdAt"
   FROM refresh_token t JOIN session s ON s.id = t.session_id
   WHERE t.hash = $1 AND t.used_at IS NULL AND s.revoked_at IS NULL AND s.expires_at > now()`,
);

const FIND_SESSION = statement<Pick<LiveSession, 'id' | 'userId'>>(
  'refresh-token-find-session',
  'SELECT s.id, s.user_id AS "userId" FROM refresh_token t JOIN session s ON s.id = t.session_id WHERE t.hash = $1',
);

const END_GRACE = statement(
  'refresh-token-end-grace',
  `UPDATE refresh_token SET sealed_successor = NULL
   WHERE sealed_successor IS NOT NULL AND used_at < now() - make_interval(secs => $1)`,
);

/** Knows tokens by their hashes only. */
@Injectable()
export class RefreshTokenRepository {
  constructor(private readonly database: Database) {}

  /** Stores a token that may be used once; `parentHash` is that of the token it was exchanged for. */
  async insert(tx: Transaction, hash: Buffer, sessionId: string, parentHash: Buffer | null): Promise<void> {
    await this.database.rows(INSERT, [hash, sessionId, parentHash], tx);
  }

  /** Uses up an unused token of a session that lasts; undefined when it is not one. */
  use(tx: Transaction, hash: Buffer, sealedSuccessor: Buffer): Promise<LiveSession | undefined> {
    return this.database.row(USE, [hash, sealedSuccessor], tx);
  }

  /** Says more of a token that {@link use} refused; undefined when it is unknown or has run out. */
  findUsed(tx: Transaction, hash: Buffer): Promise<UsedToken | undefined> {
    return this.database.row(FIND_USED, [hash, GRACE_SECONDS], tx);
  }

  /** How a token stands; undefined when it is unknown or has run out. */
  find(hash: Buffer): Promise<{ isUsed: boolean; isRevoked: boolean } | undefined> {
    return this.database.row(FIND, [hash]);
  }

  /** The session of a token that could be used now. */
  findUnused(hash: Buffer): Promise<BegunSession | undefined> {
    return this.database.row(FIND_UNUSED, [hash]);
  }

  /** The session of any token, used or not. */
  findSession(tx: Transaction, hash: Buffer): Promise<Pick<LiveSession, 'id' | 'userId'> | undefined> {
    return this.database.row(FIND_SESSION, [hash], tx);
  }

  /** Removes the successors of tokens whose grace is over. */
  async endGrace(): Promise<void> {
    await this.database.rows(END_GRACE, [GRACE_SECONDS]);
  }
}
