import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

import { Conversation } from './conversation.entity.js';

/** A channel that someone may read. */
export interface ReadableChannel {
  readonly workspaceId: number;
  /** Null until somebody needs the conversation. */
  readonly conversationId: string | null;
  /** The newest entry's number; 0 while there is none. */
  readonly head: number;
}

const READABLE = statement<ReadableChannel>(
  'conversation-readable',
  `SELECT r.workspace_id AS "workspaceId", v.id AS "conversationId", coalesce(v.seq, 0)::float8 AS head
   FROM channel_reader r
   LEFT JOIN conversation v ON v.channel_id = r.channel_id
   WHERE r.channel_id = $1 AND r.user_id = $2`,
);

@Injectable()
export class ConversationRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {}

  /** The channel and its conversation; undefined unless the projection lets this person read it. */
  findReadable(channelId: number, userId: string): Promise<ReadableChannel | undefined> {
    return this.database.row(READABLE, [channelId, userId]);
  }

  /** Makes a channel's conversation unless it has one. Safe from several sides at once: all get the same one. */
  async ensureFor(channelId: number, workspaceId: number): Promise<Conversation> {
    const { manager } = this.dataSource;
    const conversation = { id: uuidv7(), channelId, workspaceId };
    await manager.createQueryBuilder().insert().into(Conversation).values(conversation).orIgnore().execute();
    return manager.findOneByOrFail(Conversation, { channelId });
  }
}
