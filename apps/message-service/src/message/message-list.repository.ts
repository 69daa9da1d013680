import { Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '@atrium/persistence';

/** A stored message with its sender's address, null when this service does not know the sender yet. */
export interface ListedMessage {
  readonly id: string;
  readonly senderId: string;
  readonly senderEmail: string | null;
  readonly body: string;
  readonly createdAt: Date;
}

/** A message with what only its detailed view shows. */
export interface DetailedMessage extends ListedMessage {
  readonly conversationId: string;
  readonly channelId: number | null;
  readonly seq: number;
  readonly editedAt: Date | null;
  readonly replyTo: string | null;
}

/** Numbers of entries between which messages lie, both exclusive. */
export interface Stretch {
  readonly after: number;
  readonly before: number;
  /** Whether the first or the last of them are wanted, when there are more than asked for. */
  readonly end: 'first' | 'last';
}

/** What is listed: a channel's number or a conversation's id. */
export type Listed = { readonly channelId: number } | { readonly conversationId: string };

type Row<Message> = Message | { readonly id: null };

const BY_CHANNEL = `channel_reader r LEFT JOIN conversation v ON v.channel_id = r.channel_id
   LEFT JOIN LATERAL MESSAGES ON true LEFT JOIN person p ON p.user_id = m.sender_id
   WHERE r.channel_id = $1 AND r.user_id = $2`;

const BY_CONVERSATION = `conversation v
   CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $2 LIMIT 1) r
   LEFT JOIN LATERAL MESSAGES ON true LEFT JOIN person p ON p.user_id = m.sender_id
   WHERE v.id = $1`;

const PLAIN = 'm.id, m.sender_id AS "senderId", p.email AS "senderEmail", m.body, m.created_at AS "createdAt"';

const DETAILED = `${PLAIN}, v.id AS "conversationId", v.channel_id AS "channelId", m.seq::float8 AS seq,
   m.edited_at AS "editedAt", m.reply_to AS "replyTo"`;

/** A reader of a place without messages gets one row of nulls, anybody else none. */
function listing<Message extends ListedMessage>(name: string, columns: string, source: string) {
  const statementFor = (end: Stretch['end']): Statement<Row<Message>> => {
    const messages = `(SELECT * FROM message
      WHERE conversation_id = v.id AND seq < $3 AND seq > $4 AND deleted_at IS NULL
      ORDER BY seq ${end === 'last' ? 'DESC' : 'ASC'} LIMIT $5) m`;
    return statement(
      `message-list-${name}-${end}`,
      `SELECT ${columns} FROM ${source.replace('MESSAGES', messages)} ORDER BY m.seq`,
    );
  };
  return { first: statementFor('first'), last: statementFor('last') };
}

const PLAIN_OF_CHANNEL = listing<ListedMessage>('channel', PLAIN, BY_CHANNEL);
const PLAIN_OF_CONVERSATION = listing<ListedMessage>('conversation', PLAIN, BY_CONVERSATION);
const DETAILED_OF_CHANNEL = listing<DetailedMessage>('channel-details', DETAILED, BY_CHANNEL);
const DETAILED_OF_CONVERSATION = listing<DetailedMessage>('conversation-details', DETAILED, BY_CONVERSATION);

const ONE = statement<DetailedMessage>(
  'message-one',
  `SELECT ${DETAILED} FROM message m
   JOIN conversation v ON v.id = m.conversation_id
   CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $2 LIMIT 1) r
   LEFT JOIN person p ON p.user_id = m.sender_id
   WHERE m.id = $1 AND m.deleted_at IS NULL`,
);

/** A deleted message still marks its place. */
const SEQ = statement<{ seq: number }>(
  'message-seq',
  `SELECT m.seq::float8 AS seq FROM message m
   JOIN conversation v ON v.id = m.conversation_id AND (v.id = $2 OR v.channel_id = $3)
   CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $4 LIMIT 1) r
   WHERE m.id = $1`,
);

/** Reads messages for people, never more than they may see. */
@Injectable()
export class MessageListRepository {
  constructor(private readonly database: Database) {}

  /** Messages of a stretch, oldest first; undefined unless the projection lets this person read there. */
  async find(
    listed: Listed,
    userId: string,
    stretch: Stretch,
    limit: number,
  ): Promise<readonly ListedMessage[] | undefined> {
    const [id, statements] =
      'channelId' in listed ? [listed.channelId, PLAIN_OF_CHANNEL] : [listed.conversationId, PLAIN_OF_CONVERSATION];
    const values = [id, userId, stretch.before, stretch.after, limit];
    return withoutNulls(await this.database.rows(statements[stretch.end], values));
  }

  /** As {@link find}, with everything about them. */
  async findDetailed(
    listed: Listed,
    userId: string,
    stretch: Stretch,
    limit: number,
  ): Promise<readonly DetailedMessage[] | undefined> {
    const [id, statements] =
      'channelId' in listed
        ? [listed.channelId, DETAILED_OF_CHANNEL]
        : [listed.conversationId, DETAILED_OF_CONVERSATION];
    const values = [id, userId, stretch.before, stretch.after, limit];
    return withoutNulls(await this.database.rows(statements[stretch.end], values));
  }

  /** One message; undefined when it is deleted, or not this person's to read. */
  findOne(messageId: string, userId: string): Promise<DetailedMessage | undefined> {
    return this.database.row(ONE, [messageId, userId]);
  }

  /** A message's number in the log of this channel or conversation; undefined unless this person may read it there. */
  async findSeq(messageId: string, listed: Listed, userId: string): Promise<number | undefined> {
    const values =
      'channelId' in listed
        ? [messageId, null, listed.channelId, userId]
        : [messageId, listed.conversationId, null, userId];
    return (await this.database.row(SEQ, values))?.seq;
  }
}

function withoutNulls<Message extends ListedMessage>(rows: readonly Row<Message>[]): Message[] | undefined {
  return rows.length === 0 ? undefined : rows.filter((row): row is Message => row.id !== null);
}
