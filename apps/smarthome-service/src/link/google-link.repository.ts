import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** Google has digested a SYNC by then, so that a report finds the devices it names. */
const REPORT_ALL_AFTER_SECONDS = 10;

const LINK = statement(
  'google-link',
  `INSERT INTO google_link AS link (user_id, grant_id, linked_at, synced_at, report_all_at)
   VALUES ($1, $2, now(), now(), now() + make_interval(secs => ${REPORT_ALL_AFTER_SECONDS}))
   ON CONFLICT (user_id) DO UPDATE SET grant_id = coalesce(excluded.grant_id, link.grant_id),
     linked_at = CASE WHEN link.unlinked_at IS NULL THEN link.linked_at ELSE now() END,
     synced_at = now(), unlinked_at = NULL, report_all_at = excluded.report_all_at`,
);

const UNLINK = statement<{ userId: string }>(
  'google-unlink',
  `UPDATE google_link SET unlinked_at = now(), grant_id = NULL, report_all_at = NULL
   WHERE user_id = ANY($1) AND unlinked_at IS NULL RETURNING user_id AS "userId"`,
);

/** A grant of which the link knows nothing may be its own; another one is not. */
const UNLINK_GRANT = statement<{ userId: string }>(
  'google-unlink-grant',
  `UPDATE google_link SET unlinked_at = now(), grant_id = NULL, report_all_at = NULL
   WHERE user_id = $1 AND unlinked_at IS NULL AND (grant_id = $2 OR (grant_id IS NULL AND synced_at <= $3))
   RETURNING user_id AS "userId"`,
);

const IS_LINKED = statement<{ linked: number }>(
  'google-is-linked',
  'SELECT 1 AS linked FROM google_link WHERE user_id = $1 AND unlinked_at IS NULL',
);

const LINKED = statement<{ userId: string }>(
  'google-linked',
  'SELECT user_id AS "userId" FROM google_link WHERE user_id = ANY($1) AND unlinked_at IS NULL',
);

const TAKE_SYNCED = statement<{ userId: string }>(
  'google-link-take-synced',
  `UPDATE google_link SET report_all_at = NULL WHERE user_id IN (
     SELECT user_id FROM google_link WHERE report_all_at <= now() LIMIT 20 FOR UPDATE SKIP LOCKED)
   RETURNING user_id AS "userId"`,
);

@Injectable()
export class GoogleLinkRepository {
  constructor(private readonly database: Database) {}

  async link(tx: Transaction, userId: string, grantId: string | null): Promise<void> {
    await this.database.rows(LINK, [userId, grantId], tx);
  }

  /** Returns those who were linked. */
  async unlink(tx: Transaction, userIds: readonly string[]): Promise<string[]> {
    return idsOf(await this.database.rows(UNLINK, [userIds], tx));
  }

  /** As {@link unlink}, where the link is by this grant; `revokedAt` is ISO 8601. */
  async unlinkGrant(tx: Transaction, userId: string, grantId: string, revokedAt: string): Promise<string[]> {
    return idsOf(await this.database.rows(UNLINK_GRANT, [userId, grantId, revokedAt], tx));
  }

  async isLinked(userId: string): Promise<boolean> {
    return (await this.database.row(IS_LINKED, [userId])) !== undefined;
  }

  /** Those of these people who are linked, in the order of their ids. */
  async linkedOf(userIds: readonly string[], tx?: Transaction): Promise<string[]> {
    return idsOf(await this.database.rows(LINKED, [userIds], tx)).toSorted();
  }

  /** Takes a few people whose devices are to be reported as a whole by now. */
  async takeSynced(tx: Transaction): Promise<string[]> {
    return idsOf(await this.database.rows(TAKE_SYNCED, [], tx));
  }
}

function idsOf(rows: readonly { userId: string }[]): string[] {
  return rows.map(({ userId }) => userId);
}
