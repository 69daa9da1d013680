import { Injectable } from '@nestjs/common';
import type { ReactionView } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

const ADD = statement<{ emoji: string }>(
  'reaction-add',
  `INSERT INTO reaction (message_id, emoji, user_id)
   SELECT $1, $2, $3 WHERE EXISTS (SELECT FROM reaction WHERE message_id = $1 AND emoji = $2)
     OR (SELECT count(DISTINCT emoji) FROM reaction WHERE message_id = $1) < $4
   ON CONFLICT DO NOTHING RETURNING emoji`,
);

const REMOVE = statement<{ emoji: string }>(
  'reaction-remove',
  'DELETE FROM reaction WHERE message_id = $1 AND emoji = $2 AND user_id = $3 RETURNING emoji',
);

const HAS = statement('reaction-has', 'SELECT FROM reaction WHERE message_id = $1 AND emoji = $2 AND user_id = $3');

const OF_MESSAGES = statement<ReactionView & { messageId: string }>(
  'reaction-of-messages',
  `SELECT message_id AS "messageId", emoji, count(*)::int AS count, bool_or(user_id = $2) AS is_mine
   FROM reaction WHERE message_id = ANY($1) GROUP BY message_id, emoji ORDER BY message_id, min(created_at), emoji`,
);

@Injectable()
export class ReactionRepository {
  constructor(private readonly database: Database) {}

  /** False when there are `maxEmojis` different ones already, or this person's is there. */
  async add(tx: Transaction, messageId: string, emoji: string, userId: string, maxEmojis: number): Promise<boolean> {
    return (await this.database.row(ADD, [messageId, emoji, userId, maxEmojis], tx)) !== undefined;
  }

  /** False when it was not there. */
  async remove(tx: Transaction, messageId: string, emoji: string, userId: string): Promise<boolean> {
    return (await this.database.row(REMOVE, [messageId, emoji, userId], tx)) !== undefined;
  }

  async has(tx: Transaction, messageId: string, emoji: string, userId: string): Promise<boolean> {
    return (await this.database.row(HAS, [messageId, emoji, userId], tx)) !== undefined;
  }

  /** The reactions to each of these messages, as this person sees them. */
  async ofMessages(messageIds: readonly string[], userId: string): Promise<Map<string, ReactionView[]>> {
    const found = new Map<string, ReactionView[]>();
    if (messageIds.length === 0) return found;
    for (const { messageId, ...reaction } of await this.database.rows(OF_MESSAGES, [messageIds, userId])) {
      found.set(messageId, [...(found.get(messageId) ?? []), reaction]);
    }
    return found;
  }
}
