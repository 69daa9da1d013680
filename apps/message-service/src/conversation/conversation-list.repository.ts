import { Injectable } from '@nestjs/common';
import type { ConversationKind, ConversationMember } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

import { readState } from '../reading/read-state.js';

export interface ListedConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string | null;
  readonly channelId: number | null;
  readonly workspaceId: number | null;
  readonly head: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly mentions: number;
  readonly isMuted: boolean;
  readonly createdAt: Date;
}

export interface ListedMember extends Omit<ConversationMember, 'email'> {
  readonly conversationId: string;
  readonly email: string | null;
}

/** Only of the page's conversations the state is looked up. */
const COLUMNS = `v.id, v.kind, coalesce(v.name, c.name) AS name, v.channel_id AS "channelId",
   v.workspace_id AS "workspaceId", v.seq::float8 AS head, s.seq::float8 AS "readSeq", s.unread::int AS unread,
   s.mentions::int AS mentions, mute.user_id IS NOT NULL AS "isMuted", v.created_at AS "createdAt"`;

/** The caller's mute that is not over, by its key. */
const MUTE = `LEFT JOIN conversation_mute mute ON mute.user_id = $1 AND mute.conversation_id = v.id
     AND coalesce(mute.until > now(), true)`;

const OF_USER = statement<ListedConversation>(
  'conversation-of-user',
  `WITH page AS (
     SELECT v.* FROM (
       SELECT v.id FROM channel_reader r JOIN conversation v ON v.channel_id = r.channel_id WHERE r.user_id = $1
       UNION ALL
       SELECT conversation_id FROM conversation_member WHERE user_id = $1) mine
     JOIN conversation v ON v.id = mine.id
     WHERE v.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
     ORDER BY v.id DESC LIMIT $3
   )
   SELECT ${COLUMNS} FROM page v
   LEFT JOIN channel c ON c.id = v.channel_id
   ${MUTE}
   CROSS JOIN LATERAL ${readState('v', '$1')} s
   ORDER BY v.id DESC`,
);

const ONE = statement<ListedConversation>(
  'conversation-one',
  `SELECT ${COLUMNS} FROM conversation v
   CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $1 LIMIT 1) r
   LEFT JOIN channel c ON c.id = v.channel_id
   ${MUTE}
   CROSS JOIN LATERAL ${readState('v', '$1')} s
   WHERE v.id = $2`,
);

const MEMBERS = statement<ListedMember>(
  'conversation-members',
  `SELECT m.conversation_id AS "conversationId", m.user_id AS id, p.email
   FROM conversation_member m LEFT JOIN person p ON p.user_id = m.user_id
   WHERE m.conversation_id = ANY($1) ORDER BY m.joined_at, m.user_id`,
);

/** Reads conversations for people, with how far they have read them. */
@Injectable()
export class ConversationListRepository {
  constructor(private readonly database: Database) {}

  /** Those that this person may read, newest made first, after the given one. */
  findOfUser(userId: string, after: string | null, limit: number): Promise<ListedConversation[]> {
    return this.database.rows(OF_USER, [userId, after, limit]);
  }

  /** One of them; undefined unless the projection lets this person read it. */
  findOne(userId: string, conversationId: string): Promise<ListedConversation | undefined> {
    return this.database.row(ONE, [userId, conversationId]);
  }

  /** Who is in each of these. */
  findMembers(conversationIds: readonly string[]): Promise<ListedMember[]> {
    return this.database.rows(MEMBERS, [conversationIds]);
  }
}
