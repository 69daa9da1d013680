import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

/** A message and, when it was sent in a channel, which one. */
export interface StoredFact {
  readonly messageId: string;
  readonly workspaceId: number | null;
  readonly channelId: number | null;
  readonly senderId: string;
  readonly createdAt: Date;
}

const AFTER = statement<StoredFact>(
  'message-facts-after',
  `SELECT m.id AS "messageId", v.workspace_id AS "workspaceId", v.channel_id AS "channelId", m.sender_id AS "senderId",
     m.created_at AS "createdAt"
   FROM (SELECT * FROM message WHERE id > $1 ORDER BY id LIMIT $2) m JOIN conversation v ON v.id = m.conversation_id
   ORDER BY m.id`,
);

@Injectable()
export class MessageFactRepository {
  constructor(private readonly database: Database) {}

  /** The messages after this id, whatever conversation they are in. */
  findAfter(id: string, limit: number): Promise<StoredFact[]> {
    return this.database.rows(AFTER, [id, limit]);
  }
}
