import { Injectable } from '@nestjs/common';
import type { MessageFact } from '@atrium/contracts';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';

import { KEPT_SUMS, recounted } from './kept-sums.js';
import { REMEMBERED_DAYS } from './message-count.repository.js';

const GATHER = statement(
  'recount-gather',
  `INSERT INTO recounted_message (run, message_id, workspace_id, channel_id, user_id, sent_at)
   SELECT $1, e.message_id, c.workspace_id, e.channel_id, e.user_id, e.sent_at
   FROM unnest($2::uuid[], $3::integer[], $4::uuid[], $5::timestamptz[]) AS e (message_id, channel_id, user_id, sent_at)
   CROSS JOIN LATERAL (SELECT workspace_id FROM channel WHERE id = e.channel_id LIMIT 1) c
   ON CONFLICT DO NOTHING`,
);

/** Counted by their events while message-service was gone through, which may have missed them. */
const GATHER_COUNTED = statement(
  'recount-gather-counted',
  `INSERT INTO recounted_message (run, message_id, workspace_id, channel_id, user_id, sent_at)
   SELECT $1, message_id, workspace_id, channel_id, user_id, sent_at
   FROM counted_message n JOIN workspace w ON w.id = n.workspace_id WHERE $2::integer IS NULL OR workspace_id = $2
   ON CONFLICT DO NOTHING`,
);

/** Whose events have not come yet: sums without them are right. */
const MARK_LATE = statement<{ message_id: string }>(
  'recount-mark-late',
  `UPDATE recounted_message r SET is_late = true
   WHERE run = $1 AND sent_at >= now() - make_interval(days => ${REMEMBERED_DAYS})
     AND NOT EXISTS (SELECT FROM counted_message n WHERE n.message_id = r.message_id)
   RETURNING message_id`,
);

const COUNT_LATE = statement(
  'recount-count-late',
  `INSERT INTO counted_message (message_id, workspace_id, channel_id, user_id, sent_at)
   SELECT message_id, workspace_id, channel_id, user_id, sent_at FROM recounted_message WHERE run = $1 AND is_late`,
);

const SIZE = statement<{ messages: number }>(
  'recount-size',
  'SELECT count(*)::float8 AS messages FROM recounted_message WHERE run = $1',
);

const IN_SCOPE = '($2::integer IS NULL OR workspace_id = $2)';

const COMPARE = KEPT_SUMS.map((sum) =>
  statement<{ wrong: number }>(
    `recount-compare-${sum.table}`,
    `SELECT count(*)::float8 AS wrong FROM (SELECT * FROM ${sum.table} WHERE ${IN_SCOPE}) kept
     FULL JOIN (${recounted(sum, 'NOT is_late')}) right_one USING (workspace_id, ${Object.keys(sum.key).join(', ')})
     WHERE kept.${sum.value} IS DISTINCT FROM right_one.${sum.value}`,
  ),
);

const CLEAR = KEPT_SUMS.map(({ table }) =>
  statement(`recount-clear-${table}`, `DELETE FROM ${table} WHERE $1::integer IS NULL OR workspace_id = $1`),
);

const REPLACE = KEPT_SUMS.map((sum) =>
  statement(
    `recount-replace-${sum.table}`,
    `INSERT INTO ${sum.table} (workspace_id, ${Object.keys(sum.key).join(', ')}, ${sum.value}) ${recounted(sum)}`,
  ),
);

const CLEAN = statement(
  'recount-clean',
  `DELETE FROM recounted_message WHERE run = $1 OR gathered_at < now() - interval '1 day'`,
);

/** Makes all sums anew out of single messages. */
@Injectable()
export class RecountRepository {
  constructor(private readonly database: Database) {}

  /** Puts messages aside for a run. */
  async gather(run: string, facts: readonly MessageFact[]): Promise<void> {
    await this.database.rows(GATHER, [
      run,
      facts.map(({ messageId }) => messageId),
      facts.map(({ channelId }) => channelId),
      facts.map(({ senderId }) => senderId),
      facts.map(({ occurredAt }) => occurredAt),
    ]);
  }

  /** Keeps events from being counted until the transaction ends, and adds what they had counted. */
  async hold(tx: Transaction, run: string, workspaceId: number | null): Promise<void> {
    // Over a year of messages this takes longer than a statement otherwise may.
    await managerOf(tx).query('SET LOCAL statement_timeout = 0');
    await managerOf(tx).query('LOCK TABLE counted_message IN SHARE ROW EXCLUSIVE MODE');
    await this.database.rows(GATHER_COUNTED, [run, workspaceId], tx);
  }

  /** Finds the messages that no event has brought yet, and remembers them as counted. */
  async settleLate(tx: Transaction, run: string): Promise<number> {
    const late = await this.database.rows(MARK_LATE, [run], tx);
    await this.database.rows(COUNT_LATE, [run], tx);
    return late.length;
  }

  /** How many sums are not what they should be. */
  async countWrong(tx: Transaction, run: string, workspaceId: number | null): Promise<number> {
    let wrong = 0;
    for (const compare of COMPARE) wrong += (await this.database.row(compare, [run, workspaceId], tx))?.wrong ?? 0;
    return wrong;
  }

  /** Replaces all sums; returns over how many messages they are. */
  async replace(tx: Transaction, run: string, workspaceId: number | null): Promise<number> {
    for (const clear of CLEAR) await this.database.rows(clear, [workspaceId], tx);
    for (const replace of REPLACE) await this.database.rows(replace, [run], tx);
    return (await this.database.row(SIZE, [run], tx))?.messages ?? 0;
  }

  /** Throws away what was put aside, by runs that broke off too. */
  async clean(run: string): Promise<void> {
    await this.database.rows(CLEAN, [run]);
  }
}
