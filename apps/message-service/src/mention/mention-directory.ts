import { Injectable } from '@nestjs/common';
import type { MessageSent } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

import { EVERYONE } from '../reading/read-state.js';
import { mentionedNames } from './mentioned-names.js';

/** Whom a message names. */
export type Mentions = Pick<MessageSent, 'mentions' | 'mentionsEveryone'>;

const NOBODY: Mentions = { mentions: [], mentionsEveryone: false };

const READERS_CALLED = statement<{ userId: string }>(
  'mention-readers-called',
  `SELECT DISTINCT p.user_id AS "userId" FROM unnest($2::text[]) AS g (name)
   JOIN person p ON lower(p.username) = g.name AND p.is_active AND p.user_id <> $3
   CROSS JOIN LATERAL (
     SELECT FROM conversation_reader WHERE conversation_id = $1 AND user_id = p.user_id LIMIT 1) r`,
);

const FORGET = statement('mention-forget', 'DELETE FROM message_mention WHERE message_id = $1');

const OF_MESSAGES = statement<{ messageId: string; named: string }>(
  'mention-of-messages',
  `SELECT m.message_id AS "messageId", CASE WHEN m.user_id = '${EVERYONE}' THEN 'everyone' ELSE p.email END AS named
   FROM message_mention m LEFT JOIN person p ON p.user_id = m.user_id
   WHERE m.message_id = ANY($1) AND (p.user_id IS NOT NULL OR m.user_id = '${EVERYONE}')
   ORDER BY m.message_id, named`,
);

const STORE = statement(
  'mention-store',
  `INSERT INTO message_mention (conversation_id, user_id, ordinal, message_id)
   SELECT $1, unnest($2::uuid[]), $3, $4`,
);

/** Finds out whom messages name, and keeps it. */
@Injectable()
export class MentionDirectory {
  constructor(private readonly database: Database) {}

  /** Those of the named who may read the conversation, without the sender. A body without an @ costs nothing. */
  async in(body: string, conversationId: string, senderId: string, tx?: Transaction): Promise<Mentions> {
    if (!body.includes('@')) return NOBODY;
    const { names, isEveryone } = mentionedNames(body);
    if (names.length === 0) return { mentions: [], mentionsEveryone: isEveryone };
    const rows = await this.database.rows(READERS_CALLED, [conversationId, names, senderId], tx);
    return { mentions: rows.map(({ userId }) => userId), mentionsEveryone: isEveryone };
  }

  /** The addresses of those whom each of these messages names, or `everyone`; of one that names nobody nothing. */
  async ofMessages(messageIds: readonly string[]): Promise<Map<string, string[]>> {
    if (messageIds.length === 0) return new Map();
    const rows = await this.database.rows(OF_MESSAGES, [messageIds]);
    const byMessage = Map.groupBy(rows, ({ messageId }) => messageId);
    return new Map([...byMessage].map(([id, found]) => [id, found.map(({ named }) => named)]));
  }

  /** Stores whom a message names now; a message to all names nobody by themselves. */
  async replace(
    tx: Transaction,
    { id, conversationId, ordinal }: { readonly id: string; readonly conversationId: string; readonly ordinal: number },
    { mentions, mentionsEveryone }: Mentions,
  ): Promise<void> {
    await this.database.rows(FORGET, [id], tx);
    const named = mentionsEveryone ? [EVERYONE] : mentions;
    if (named.length > 0) await this.database.rows(STORE, [conversationId, named, ordinal, id], tx);
  }
}
