import { Injectable } from '@nestjs/common';
import type { ConversationLog } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

/** Which log something belongs to: fixed once it is made. */
export type ConversationPlace = Pick<ConversationLog, 'conversationId' | 'channelId' | 'workspaceId'>;

/** A channel that has no conversation yet. */
export interface UnusedChannel {
  readonly channelId: number;
  readonly workspaceId: number;
}

type Opened = ConversationLog | (UnusedChannel & { readonly conversationId: null });

const OPEN = statement<Opened>(
  'conversation-open',
  `SELECT v.id AS "conversationId", r.channel_id AS "channelId", r.workspace_id AS "workspaceId",
     v.seq::float8 AS head, v.epoch
   FROM channel_reader r
   LEFT JOIN conversation v ON v.channel_id = r.channel_id
   WHERE r.channel_id = ANY($2) AND r.user_id = $1
   UNION ALL
   SELECT v.id, v.channel_id, v.workspace_id, v.seq::float8, v.epoch
   FROM conversation v
   CROSS JOIN LATERAL (
     SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $1 LIMIT 1) r
   WHERE v.id = ANY($3)`,
);

const MAKE = statement(
  'conversation-make',
  `INSERT INTO conversation (id, channel_id, workspace_id) SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[])
   ON CONFLICT (channel_id) DO NOTHING`,
);

const PLACE = statement<ConversationPlace>(
  'conversation-place',
  `SELECT id AS "conversationId", channel_id AS "channelId", workspace_id AS "workspaceId"
   FROM conversation WHERE id = $1`,
);

const PLACE_OF_MESSAGE = statement<ConversationPlace>(
  'conversation-place-of-message',
  `SELECT v.id AS "conversationId", v.channel_id AS "channelId", v.workspace_id AS "workspaceId"
   FROM message m JOIN conversation v ON v.id = m.conversation_id WHERE m.id = $1`,
);

const FILTER = statement<{ userId: string }>(
  'conversation-filter-readers',
  `SELECT g.user_id AS "userId" FROM unnest($2::uuid[]) AS g (user_id)
   CROSS JOIN LATERAL (
     SELECT FROM conversation_reader WHERE conversation_id = $1 AND user_id = g.user_id LIMIT 1) r`,
);

@Injectable()
export class ConversationRepository {
  constructor(private readonly database: Database) {}

  /**
   * The logs of those channels and conversations that the projection lets this person read; beside them the channels
   * among those which nobody has written in, that is, which have no log.
   */
  async open(
    userId: string,
    channelIds: readonly number[],
    conversationIds: readonly string[],
  ): Promise<{ readonly logs: ConversationLog[]; readonly unused: UnusedChannel[] }> {
    const opened = await this.database.rows(OPEN, [userId, channelIds, conversationIds]);
    const logs = opened.filter((row) => row.conversationId !== null);
    const unused = opened.filter((row) => row.conversationId === null);
    return { logs, unused };
  }

  /** Makes channels' conversations unless they have one. Safe from several sides at once: all get the same ones. */
  async make(channels: readonly UnusedChannel[]): Promise<void> {
    await this.database.rows(MAKE, [
      channels.map(() => uuidv7()),
      channels.map(({ channelId }) => channelId),
      channels.map(({ workspaceId }) => workspaceId),
    ]);
  }

  /** Where a conversation stands, whoever asks. */
  findPlace(conversationId: string): Promise<ConversationPlace | undefined> {
    return this.database.row(PLACE, [conversationId]);
  }

  /** Where a message stands, whoever asks. */
  findPlaceOfMessage(messageId: string): Promise<ConversationPlace | undefined> {
    return this.database.row(PLACE_OF_MESSAGE, [messageId]);
  }

  /** Those of these people whom the projection lets read. */
  async filterReaders(conversationId: string, userIds: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows(FILTER, [conversationId, userIds]);
    return rows.map(({ userId }) => userId);
  }
}
