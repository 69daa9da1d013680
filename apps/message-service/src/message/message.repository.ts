import { Injectable } from '@nestjs/common';
import type { MessageSent } from '@atrium/contracts';
import type { OutboxEntry } from '@atrium/events';
import { Database, statement, violatesUnique } from '@atrium/persistence';

import type { ConversationPlace } from '../conversation/conversation.repository.js';
import type { Message } from './message.entity.js';

/** A message on its way into the log, as the event that will tell of it. */
export type MessageEvent = OutboxEntry & { readonly payload: MessageFacts };

/** The fields of the event, as a plain object has them. */
export type MessageFacts = Pick<MessageSent, keyof MessageSent>;

/** The place and the time a message was given when it was stored. */
export type Placed = Pick<Message, 'seq' | 'ordinal' | 'createdAt'>;

/** What somebody stored under a client id of theirs, as it is now. */
export interface RepeatedMessage extends Placed {
  readonly id: string;
  readonly body: string;
  /** Whether it was first sent with the given body. Of a deleted message nobody knows any more, so it counts as that. */
  readonly isSame: boolean;
}

/**
 * Stores messages and their events, as far as their senders may write there, in one round trip: the lock on the
 * conversation lasts for this statement and its commit, however many messages there are. The clock is read under the
 * lock, so that times follow the numbers; milliseconds are what the event can carry.
 */
const APPEND = statement<Placed & { place: number }>(
  'message-append',
  `WITH given AS MATERIALIZED (
     SELECT g.*, (g.payload->>'senderId')::uuid AS sender_id
     FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (id uuid, "requestId" text, payload jsonb))
       WITH ORDINALITY AS g (id, request_id, payload, place)
     CROSS JOIN LATERAL (SELECT FROM conversation_reader
       WHERE conversation_id = $1 AND user_id = (g.payload->>'senderId')::uuid AND can_write LIMIT 1) writer
   ), counted AS (
     SELECT count(*) AS messages FROM given
   ), head AS (
     UPDATE conversation SET seq = seq + messages, ordinal = ordinal + messages
     FROM counted WHERE id = $1 AND messages > 0
     RETURNING seq - messages AS seq, ordinal - messages AS ordinal,
       date_trunc('milliseconds', clock_timestamp()) AS now
   ), placed AS MATERIALIZED (
     SELECT given.*, head.seq + nth AS seq, head.ordinal + nth AS ordinal, head.now
     FROM (SELECT *, row_number() OVER (ORDER BY place) AS nth FROM given) given, head
   ), stored AS (
     INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, client_id, body, reply_to, created_at)
     SELECT (payload->>'messageId')::uuid, $1, seq, ordinal, sender_id, payload->>'clientId', payload->>'body',
       (payload->>'replyTo')::uuid, now
     FROM placed
   ), named AS (
     INSERT INTO message_mention (conversation_id, user_id, ordinal, message_id)
     SELECT $1, m.user_id::uuid, ordinal, (payload->>'messageId')::uuid
     FROM placed, jsonb_array_elements_text(payload->'mentions') AS m (user_id)
     WHERE NOT (payload->>'mentionsEveryone')::boolean
     UNION ALL
     SELECT $1, '00000000-0000-0000-0000-000000000000', ordinal, (payload->>'messageId')::uuid
     FROM placed WHERE (payload->>'mentionsEveryone')::boolean
   ), told AS (
     INSERT INTO outbox (id, subject, payload, request_id)
     SELECT id, $2, payload || jsonb_build_object(
       'seq', seq, 'ordinal', ordinal, 'occurredAt', to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), request_id
     FROM placed
   )
   SELECT place::int - 1 AS place, seq::float8 AS seq, ordinal::float8 AS ordinal, now AS "createdAt" FROM placed`,
);

const REPEATED = statement<RepeatedMessage>(
  'message-repeated',
  `SELECT id, seq::float8 AS seq, ordinal::float8 AS ordinal, body, created_at AS "createdAt",
     CASE WHEN deleted_at IS NOT NULL THEN true
       WHEN original_hash IS NULL THEN body = $4 ELSE original_hash = hashtextextended($4, 0) END AS "isSame"
   FROM message WHERE conversation_id = $1 AND sender_id = $2 AND client_id = $3`,
);

@Injectable()
export class MessageRepository {
  constructor(private readonly database: Database) {}

  /**
   * Stores messages at the end of their conversation, and their events with the numbers and the time that come of it.
   * The answer stands at the place of its event; a sender whom the projection does not let write there has none, and
   * nothing of theirs is stored. Rejects with a fault that {@link isClientIdTaken} tells.
   */
  async append(
    { conversationId }: ConversationPlace,
    events: readonly MessageEvent[],
  ): Promise<(Placed | undefined)[]> {
    const [first] = events;
    const given = events.map(({ id, requestId, payload }) => ({ id, requestId, payload }));
    const rows = await this.database.rows(APPEND, [conversationId, first?.subject, JSON.stringify(given)]);
    const placedAt = new Map(rows.map(({ place, ...placed }) => [place, placed]));
    return events.map((_, place) => placedAt.get(place));
  }

  /** What a sender stored under this id of theirs. */
  findByClientId(
    conversationId: string,
    senderId: string,
    clientId: string,
    body: string,
  ): Promise<RepeatedMessage | undefined> {
    return this.database.row(REPEATED, [conversationId, senderId, clientId, body]);
  }
}

/** True when a message was not stored because its sender had used its client id in this conversation. */
export function isClientIdTaken(error: unknown): boolean {
  return violatesUnique(error, 'message_client_id_key');
}
