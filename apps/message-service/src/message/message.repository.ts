import { Injectable } from '@nestjs/common';
import type { OutboxEntry } from '@atrium/events';
import { Database, statement, violatesUnique } from '@atrium/persistence';
import { DataSource } from 'typeorm';

import { Message } from './message.entity.js';

/** A message that has no place in the log yet. */
export type NewMessage = Pick<Message, 'id' | 'conversationId' | 'senderId' | 'clientId' | 'body'> & {
  readonly channelId: number;
};

/** The place and the time a message was given when it was stored. */
export type Placed = Pick<Message, 'seq' | 'createdAt'>;

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
 * Stores a message and its event, if the sender may read the channel, in one round trip: the lock on the conversation
 * lasts for this statement and its commit. The clock is read under the lock, so that times follow the numbers;
 * milliseconds are what the event can carry.
 */
const APPEND = statement<Placed>(
  'message-append',
  `WITH head AS (
     UPDATE conversation SET seq = seq + 1, ordinal = ordinal + 1
     WHERE id = $1 AND EXISTS (SELECT FROM channel_reader WHERE channel_id = $2 AND user_id = $3)
     RETURNING seq, ordinal, date_trunc('milliseconds', clock_timestamp()) AS now
   ), stored AS (
     INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, client_id, body, created_at)
     SELECT $4, $1, seq, ordinal, $3, $5, $6, now FROM head
   ), told AS (
     INSERT INTO outbox (id, subject, payload, request_id)
     SELECT $7, $8, $9::jsonb || jsonb_build_object(
       'seq', seq, 'occurredAt', to_char(now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), $10
     FROM head
   )
   SELECT seq::float8 AS seq, now AS "createdAt" FROM head`,
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
   * Stores a message at the end of its conversation, and its event with the `seq` and `occurredAt` that come of it.
   * Does nothing and returns undefined unless the projection lets the sender read the channel; rejects with a fault
   * that {@link isClientIdTaken} tells.
   */
  append(message: NewMessage, event: OutboxEntry): Promise<Placed | undefined> {
    return this.database.row(APPEND, [
      message.conversationId,
      message.channelId,
      message.senderId,
      message.id,
      message.clientId,
      message.body,
      event.id,
      event.subject,
      JSON.stringify(event.payload),
      event.requestId,
    ]);
  }

  /** What a sender stored under this id of theirs. */
  findByClientId({ conversationId, senderId, clientId }: NewMessage): Promise<Message | null> {
    if (clientId === null) return Promise.resolve(null);
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
