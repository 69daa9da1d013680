import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

/** Rows taken away by one statement at most. */
const BATCH = 2_000;

/** What is somebody's own, each with the same column for them. A list's end goes after what is in the list. */
const PARTS = [
  'notification',
  'notification_head',
  'notification_preference',
  'conversation_mute',
  'message_read',
  'read_marker',
].map((table) =>
  statement<{ id: string }>(
    `account-erasure-${table}`,
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE user_id = $1 LIMIT ${BATCH})) RETURNING user_id AS id`,
  ),
);

/** Takes away what people kept for themselves. What they wrote belongs to the conversations and stays. */
@Injectable()
export class AccountErasureRepository {
  constructor(private readonly database: Database) {}

  /** In small steps, each a transaction of its own. Repeating it does no harm. */
  async erase(userId: string): Promise<void> {
    for (const part of PARTS) {
      while ((await this.database.rows(part, [userId])).length === BATCH);
    }
  }
}
