import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Invitation, Invitee } from './invitation.js';

const COLUMNS = `i.id, i.workspace_id AS "workspaceId", i.invited_by AS "invitedBy", i.user_id AS "userId", i.email,
   i.role, i.created_at AS "createdAt", i.expires_at AS "expiresAt"`;

const INSERT = statement(
  'invitation-insert',
  `INSERT INTO invitation (id, workspace_id, invited_by, user_id, email, role, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

const REPLACE = statement(
  'invitation-replace',
  'DELETE FROM invitation WHERE workspace_id = $1 AND (user_id = $2 OR lower(email) = lower($3))',
);

const PAGE = statement<Invitation>(
  'invitation-page',
  `SELECT ${COLUMNS} FROM invitation i
   WHERE i.workspace_id = $1 AND i.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
     AND i.expires_at > now() ORDER BY i.id LIMIT $3`,
);

const OF_PERSON = statement<Invitation & { workspaceName: string }>(
  'invitation-of-person',
  `SELECT ${COLUMNS}, w.name AS "workspaceName" FROM invitation i JOIN workspace w ON w.id = i.workspace_id
   WHERE i.user_id = $1 AND i.expires_at > now() ORDER BY i.id DESC LIMIT 200`,
);

const FOR_PERSON = statement<Invitation>(
  'invitation-for-person',
  `SELECT ${COLUMNS} FROM invitation i WHERE i.id = $1 AND i.user_id = $2 AND i.expires_at > now()`,
);

const FOR_TOKEN = statement<Invitation>(
  'invitation-for-token',
  `SELECT ${COLUMNS} FROM invitation i WHERE i.token_hash = $1 AND i.expires_at > now()`,
);

const USE_UP = statement<{ id: string }>(
  'invitation-use-up',
  'DELETE FROM invitation WHERE id = $1 AND expires_at > now() RETURNING id',
);

const REVOKE = statement<{ id: string }>(
  'invitation-revoke',
  'DELETE FROM invitation WHERE id = $1 AND workspace_id = $2 RETURNING id',
);

const REVOKE_BY = statement(
  'invitation-revoke-by',
  'DELETE FROM invitation WHERE workspace_id = $1 AND invited_by = $2',
);

const REMOVE_OF = statement('invitation-remove-of', 'DELETE FROM invitation WHERE user_id = $1');

const ARM = statement<{ email: string; workspaceName: string; invitedBy: string; expiresAt: Date }>(
  'invitation-arm',
  `UPDATE invitation i SET token_hash = $2 FROM workspace w
   WHERE i.id = $1 AND w.id = i.workspace_id AND i.email IS NOT NULL AND i.expires_at > now()
   RETURNING i.email, w.name AS "workspaceName", i.invited_by AS "invitedBy", i.expires_at AS "expiresAt"`,
);

const SPEND = statement<{ sent: number }>(
  'invitation-spend',
  `INSERT INTO invitation_allowance AS a (scope, hour, sent) VALUES ($1, date_trunc('hour', now()), 1)
   ON CONFLICT (scope, hour) DO UPDATE SET sent = a.sent + 1 RETURNING sent`,
);

const CLEAN = statement<{ n: number }>(
  'invitation-clean',
  `WITH hours AS (DELETE FROM invitation_allowance WHERE hour < now() - interval '1 day'),
   gone AS (DELETE FROM invitation WHERE id IN (
     SELECT id FROM invitation WHERE expires_at < now() LIMIT $1) RETURNING id)
   SELECT count(*)::int AS n FROM gone`,
);

/** Open invitations. One that has run out is as if it were not there. */
@Injectable()
export class InvitationRepository {
  constructor(private readonly database: Database) {}

  /** Stores an invitation in the place of whatever invitation there was for the same person or address. */
  async store(tx: Transaction, invitation: Invitation): Promise<void> {
    const { id, workspaceId, invitedBy, userId, email, role, createdAt, expiresAt } = invitation;
    await this.database.rows(REPLACE, [workspaceId, userId, email], tx);
    await this.database.rows(INSERT, [id, workspaceId, invitedBy, userId, email, role, createdAt, expiresAt], tx);
  }

  /** Those of a workspace, oldest first. */
  findPage(workspaceId: number, after: string | undefined, limit: number): Promise<Invitation[]> {
    return this.database.rows(PAGE, [workspaceId, after ?? null, limit]);
  }

  /** Those to somebody, newest first. */
  findOfPerson(userId: string): Promise<(Invitation & { workspaceName: string })[]> {
    return this.database.rows(OF_PERSON, [userId]);
  }

  findForPerson(id: string, userId: string): Promise<Invitation | undefined> {
    return this.database.row(FOR_PERSON, [id, userId]);
  }

  findForToken(tokenHash: Buffer): Promise<Invitation | undefined> {
    return this.database.row(FOR_TOKEN, [tokenHash]);
  }

  /** False when it was used, taken back or replaced, or has run out. */
  async useUp(tx: Transaction, id: string): Promise<boolean> {
    return (await this.database.rows(USE_UP, [id], tx)).length > 0;
  }

  async revoke(tx: Transaction, workspaceId: number, id: string): Promise<boolean> {
    return (await this.database.rows(REVOKE, [id, workspaceId], tx)).length > 0;
  }

  /** Takes back what somebody sent who is gone. */
  async revokeBy(tx: Transaction, workspaceId: number, invitedBy: string): Promise<void> {
    await this.database.rows(REVOKE_BY, [workspaceId, invitedBy], tx);
  }

  /** Removes every invitation to somebody. */
  async removeOf(userId: NonNullable<Invitee['userId']>): Promise<void> {
    await this.database.rows(REMOVE_OF, [userId]);
  }

  /** Has a token open an invitation that goes by mail. */
  arm(
    id: string,
    tokenHash: Buffer,
  ): Promise<{ email: string; workspaceName: string; invitedBy: string; expiresAt: Date } | undefined> {
    return this.database.row(ARM, [id, tokenHash]);
  }

  /** Counts an invitation against a scope; returns how many it sent in this hour. */
  async spend(tx: Transaction, scope: string): Promise<number> {
    return (await this.database.row(SPEND, [scope], tx))?.sent ?? 0;
  }

  /** Removes what has run out, at most `limit`; returns how many. */
  async clean(limit: number): Promise<number> {
    return (await this.database.row(CLEAN, [limit]))?.n ?? 0;
  }
}
