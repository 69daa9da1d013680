import { Injectable } from '@nestjs/common';
import type { MessageSent } from '@atrium/contracts';
import type { OutboxEntry } from '@atrium/events';
import { Database, statement, violatesUnique } from '@atrium/persistence';
import { DataSource } from 'typeorm';

import type { ConversationPlace } from '../conversation/known-conversations.js';
import { Message } from './message.entity.js';

/** A message on its way into the log, as the event that will tell of it. */
export type MessageEvent = OutboxEntry & { readonly payload: MessageFacts };

/** The fields of the event, as a plain object has them. */
export type MessageFacts = Pick<MessageSent, keyof MessageSent>;

/** The place and the time a message was given when it was stored. */
export type Placed = Pick<Message, 'seq' | 'ordinal' | 'createdAt'>;

/** A stored message with its sender's address, null when this service does not know the sender yet. */
export interface ListedMessage {
  readonly id: string;
  readonly senderId: string;
  readonly senderEmail: string | null;
  readonly body: string;
  readonly createdAt: Date;
}

/** A stored message with its place in the log. */
export type LoggedMessage = ListedMessage & Pick<Message, 'seq'>;

/**
 * Stores messages and their events, as far as their senders may read the channel, in one round trip: the lock on the
 * conversation lasts for this statement and its commit, however many messages there are. The clock is read under the
 * lock, so that times follow the numbers; milliseconds are what the event can carry.
 */
const APPEND = statement<Placed & { place: number }>(
  'message-append',
  `WITH given AS MATERIALIZED (
     SELECT g.*, (g.payload->>'senderId')::uuid AS sender_id
     FROM ROWS FROM (jsonb_to_recordset($4::jsonb) AS (id uuid, "requestId" text, payload jsonb))
       WITH ORDINALITY AS g (id, request_id, payload, place)
     WHERE EXISTS (SELECT FROM channel_reader
       WHERE channel_id = $2 AND user_id = (g.payload->>'senderId')::uuid)
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
     INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, client_id, body, created_at)
     SELECT (payload->>'messageId')::uuid, $1, seq, ordinal, sender_id, payload->>'clientId', payload->>'body', now
     FROM placed
   ), told AS (
     INSERT INTO outbox (id, subject, payload, request_id)
     SELECT id, $3, payload || jsonb_build_object(
       'seq', seq, 'ordinal', ordinal, 'occurredAt', to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), request_id
     FROM placed
   )
   SELECT place::int - 1 AS place, seq::float8 AS seq, ordinal::float8 AS ordinal, now AS "createdAt" FROM placed`,
);

/** A reader of a channel without messages gets one row of nulls, anybody else none. */
const LATEST = statement<ListedMessage | { readonly id: null }>(
  'message-latest',
  `SELECT m.id, m.sender_id AS "senderId", p.email AS "senderEmail", m.body, m.created_at AS "createdAt"
   FROM channel_reader r
   LEFT JOIN conversation v ON v.channel_id = r.channel_id
   LEFT JOIN LATERAL (
     SELECT * FROM message WHERE conversation_id = v.id ORDER BY seq DESC LIMIT $3) m ON true
   LEFT JOIN person p ON p.user_id = m.sender_id
   WHERE r.channel_id = $1 AND r.user_id = $2
   ORDER BY m.seq`,
);

const RANGE = statement<LoggedMessage>(
  'message-range',
  `SELECT m.seq::float8 AS seq, m.id, m.sender_id AS "senderId", p.email AS "senderEmail", m.body,
     m.created_at AS "createdAt"
   FROM message m
   LEFT JOIN person p ON p.user_id = m.sender_id
   WHERE m.conversation_id = $1 AND m.seq > $2 AND m.seq <= $3
   ORDER BY m.seq LIMIT $4`,
);

@Injectable()
export class MessageRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {}

  /**
   * Stores messages at the end of their conversation, and their events with the numbers and the time that come of it.
   * The answer stands at the place of its event; a sender whom the projection does not let read the channel has none,
   * and nothing of theirs is stored. Rejects with a fault that {@link isClientIdTaken} tells.
   */
  async append(
    { conversationId, channelId }: ConversationPlace,
    events: readonly MessageEvent[],
  ): Promise<(Placed | undefined)[]> {
    const [first] = events;
    const given = events.map(({ id, requestId, payload }) => ({ id, requestId, payload }));
    const rows = await this.database.rows(APPEND, [conversationId, channelId, first?.subject, JSON.stringify(given)]);
    const placedAt = new Map(rows.map(({ place, ...placed }) => [place, placed]));
    return events.map((_, place) => placedAt.get(place));
  }

  /** What a sender stored under this id of theirs. */
  findByClientId(conversationId: string, senderId: string, clientId: string): Promise<Message | null> {
    return this.dataSource.manager.findOneBy(Message, { conversationId, senderId, clientId });
  }

  /** A channel's newest messages, oldest first; undefined unless the projection lets this person read it. */
  async findLatest(channelId: number, userId: string, limit: number): Promise<ListedMessage[] | undefined> {
    const rows = await this.database.rows(LATEST, [channelId, userId, limit]);
    return rows.length === 0 ? undefined : rows.filter((row) => row.id !== null);
  }

  /** The messages numbered above `after` up to `upTo`, in order, `limit` at most. */
  findRange(conversationId: string, after: number, upTo: number, limit: number): Promise<LoggedMessage[]> {
    return this.database.rows(RANGE, [conversationId, after, upTo, limit]);
  }
}

/** True when a message was not stored because its sender had used its client id in this conversation. */
export function isClientIdTaken(error: unknown): boolean {
  return violatesUnique(error, 'message_client_id_key');
}
