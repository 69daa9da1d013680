import { Injectable } from '@nestjs/common';
import type { InboxMessage } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

import type { ListedMessage } from '../message/message-list.repository.js';
import { EVERYONE, marker } from '../reading/read-state.js';

export interface AddressedMessage extends ListedMessage {
  readonly kind: InboxMessage['kind'];
  readonly conversationId: string;
  readonly channelId: number | null;
}

/**
 * Only conversations with something above the marker are looked into, and each gives a page at most: of direct and
 * group conversations all that others wrote, of channels what names the person or everybody.
 */
const UNREAD = statement<AddressedMessage>(
  'inbox-unread',
  `WITH mine AS MATERIALIZED (
     SELECT v.id, v.kind, v.channel_id, k.seq, k.ordinal FROM (
       SELECT v.id FROM channel_reader r JOIN conversation v ON v.channel_id = r.channel_id WHERE r.user_id = $1
       UNION ALL
       SELECT conversation_id FROM conversation_member WHERE user_id = $1) readable
     JOIN conversation v ON v.id = readable.id
     CROSS JOIN LATERAL ${marker('v', '$1')} k
     WHERE v.ordinal > k.ordinal
   ), direct AS (
     SELECT m.* FROM mine CROSS JOIN LATERAL (
       SELECT m.id FROM message m
       WHERE m.conversation_id = mine.id AND m.seq > mine.seq AND m.sender_id <> $1 AND m.deleted_at IS NULL
         AND m.id > $2 AND NOT EXISTS (SELECT FROM message_read r
           WHERE r.conversation_id = mine.id AND r.user_id = $1 AND r.ordinal = m.ordinal OFFSET 0)
       ORDER BY m.seq LIMIT $3) m
     WHERE mine.kind <> 'channel'
   ), named AS (
     SELECT n.* FROM mine CROSS JOIN LATERAL (
       SELECT n.message_id AS id FROM message_mention n
       WHERE n.conversation_id = mine.id AND n.user_id IN ($1, '${EVERYONE}') AND n.ordinal > mine.ordinal
         AND n.message_id > $2 AND NOT EXISTS (SELECT FROM message_read r
           WHERE r.conversation_id = mine.id AND r.user_id = $1 AND r.ordinal = n.ordinal OFFSET 0)
       ORDER BY n.ordinal LIMIT $3) n
     WHERE mine.kind = 'channel'
   ), page AS (
     SELECT id, kind FROM (
       SELECT id, 'direct' AS kind FROM direct UNION ALL SELECT id, 'mention' FROM named) addressed
     ORDER BY id LIMIT $3
   )
   SELECT m.id, m.sender_id AS "senderId", p.email AS "senderEmail", m.body, m.created_at AS "createdAt", page.kind,
     m.conversation_id AS "conversationId", mine.channel_id AS "channelId"
   FROM page JOIN message m ON m.id = page.id JOIN mine ON mine.id = m.conversation_id
   LEFT JOIN person p ON p.user_id = m.sender_id
   ORDER BY m.id`,
);

const FIRST = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class InboxRepository {
  constructor(private readonly database: Database) {}

  /** What is addressed to somebody and unread, oldest first, after the given message. */
  findUnread(userId: string, after: string | undefined, limit: number): Promise<AddressedMessage[]> {
    return this.database.rows(UNREAD, [userId, after ?? FIRST, limit]);
  }
}
