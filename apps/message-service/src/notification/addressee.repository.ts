import { Injectable } from '@nestjs/common';
import type { MessageSent } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

import type { Addressee, ConversationTitle } from './new-notification.js';

/**
 * Whether somebody wants to be told: they are there, the kind is on, and the conversation is not muted, which only
 * their name in a message gets through.
 * @param kind SQL of the notification's kind
 * @param isNamed SQL of whether the message names them
 */
function isWanted(user: string, conversation: string, kind: string, isNamed: string): string {
  return `coalesce((SELECT is_active FROM person WHERE user_id = ${user}), true)
    AND ${kind} <> ALL (coalesce((SELECT silenced FROM notification_preference WHERE user_id = ${user}), '{}'))
    AND (${isNamed} OR NOT EXISTS (SELECT FROM conversation_mute WHERE user_id = ${user}
      AND conversation_id = ${conversation} AND (until IS NULL OR until > now()) OFFSET 0))`;
}

/**
 * Everybody whom these messages concern by themselves, once for each, with the strongest reason that they want to be
 * told of. Whoever may not read the conversation any more is left out.
 */
const ADDRESSED = statement<Addressee & { messageId: string }>(
  'notification-addressed',
  `WITH sent AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS s (
       "messageId" uuid, "conversationId" uuid, "senderId" uuid, "replyTo" uuid, mentions uuid[], "mentionsEveryone" boolean)
   ), addressed AS (
     SELECT s."messageId", s."conversationId", a.* FROM sent s
     CROSS JOIN LATERAL (
       SELECT user_id, 'direct' AS kind, false AS is_named FROM conversation_member
       WHERE conversation_id = s."conversationId"
       UNION ALL
       SELECT user_id, 'mention', false FROM conversation_member
       WHERE conversation_id = s."conversationId" AND s."mentionsEveryone"
       UNION ALL
       SELECT unnest(s.mentions), 'mention', true
       UNION ALL
       SELECT sender_id, 'reply', false FROM message WHERE id = s."replyTo"
       UNION ALL
       SELECT sender_id, 'mention', false FROM message WHERE id = s."replyTo" AND s."mentionsEveryone") a
     WHERE a.user_id <> s."senderId"
   )
   SELECT DISTINCT ON (a."messageId", a.user_id) a."messageId", a.user_id AS "userId", a.kind, a.is_named AS "isNamed"
   FROM addressed a
   CROSS JOIN LATERAL (
     SELECT FROM conversation_reader WHERE conversation_id = a."conversationId" AND user_id = a.user_id LIMIT 1) r
   WHERE ${isWanted('a.user_id', 'a."conversationId"', 'a.kind', 'a.is_named')}
   ORDER BY a."messageId", a.user_id, array_position(ARRAY['direct', 'mention', 'reply'], a.kind), a.is_named DESC`,
);

const READERS = statement<{ userId: string; isWanted: boolean }>(
  'notification-readers',
  `SELECT r.user_id AS "userId", r.user_id <> $2 AND ${isWanted('r.user_id', '$1', "'mention'", 'false')} AS "isWanted"
   FROM (SELECT user_id FROM conversation_reader WHERE conversation_id = $1 AND user_id > $3
     ORDER BY user_id LIMIT $4) r
   ORDER BY r.user_id`,
);

const TITLES = statement<ConversationTitle & { id: string }>(
  'notification-titles',
  `SELECT v.id, v.kind, coalesce(v.name, c.name) AS name
   FROM conversation v LEFT JOIN channel c ON c.id = v.channel_id WHERE v.id = ANY($1)`,
);

/** Somebody's place in the order of a conversation's readers. */
export interface ReaderPage {
  /** Those on the page who want to be told. */
  readonly wanted: readonly string[];
  /** Whom the next page comes after; undefined when this is the last one. */
  readonly next: string | undefined;
}

/** Finds out whom messages concern. */
@Injectable()
export class AddresseeRepository {
  constructor(private readonly database: Database) {}

  /** Those whom each message concerns by themselves, by its id: members of a direct or group conversation, named, answered. */
  async findAddressed(sent: readonly MessageSent[]): Promise<Map<string, Addressee[]>> {
    const given = sent.map(({ messageId, conversationId, senderId, replyTo, mentions, mentionsEveryone }) => {
      return { messageId, conversationId, senderId, replyTo, mentions, mentionsEveryone };
    });
    const rows = await this.database.rows(ADDRESSED, [JSON.stringify(given)]);
    return Map.groupBy(rows, ({ messageId }) => messageId);
  }

  /** Some of those who may read a message to all, in the order of their ids. */
  async findReaders({ conversationId, senderId }: MessageSent, after: string, limit: number): Promise<ReaderPage> {
    const rows = await this.database.rows(READERS, [conversationId, senderId, after, limit]);
    const wanted = rows.filter((row) => row.isWanted).map(({ userId }) => userId);
    return { wanted, next: rows.length < limit ? undefined : rows.at(-1)?.userId };
  }

  /** What conversations are called, by their ids. */
  async findTitles(conversationIds: readonly string[]): Promise<Map<string, ConversationTitle>> {
    const rows = await this.database.rows(TITLES, [conversationIds]);
    return new Map(rows.map(({ id, ...title }) => [id, title]));
  }
}
