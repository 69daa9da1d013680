import { eventually } from '@atrium/testing';
import pg from 'pg';

/** A row lock that a test holds. */
export interface HeldLock {
  release(): Promise<void>;
}

/** A message as it is stored. */
export interface StoredPost {
  readonly id: string;
  readonly seq: number;
  readonly senderEmail: string;
  readonly body: string;
  /** UTC without an offset, to the second. */
  readonly createdAt: string;
}

/** message-service's database as a fault test looks at it: what is really stored, and a lock to stop time with. */
export class MessageStore {
  private constructor(private readonly pool: pg.Pool) {}

  static async connect(url: string): Promise<MessageStore> {
    const pool = new pg.Pool({ connectionString: url, max: 3 });
    await pool.query('SELECT 1');
    return new MessageStore(pool);
  }

  /** Ids of a channel's messages in the order of its log. */
  async ids(channelId: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT message.id FROM message JOIN conversation ON conversation.id = message.conversation_id
       WHERE channel_id = $1 ORDER BY message.seq`,
      [channelId],
    );
    return rows.map(({ id }) => id);
  }

  /** A channel's messages in the order of its log. */
  async posts(channelId: number): Promise<StoredPost[]> {
    const { rows } = await this.pool.query<StoredPost>(
      `SELECT m.id, m.seq::float8 AS seq, p.email AS "senderEmail", m.body,
         to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') AS "createdAt"
       FROM message m JOIN conversation v ON v.id = m.conversation_id
       JOIN person p ON p.user_id = m.sender_id
       WHERE v.channel_id = $1 ORDER BY m.seq`,
      [channelId],
    );
    return rows;
  }

  /** The id of the one message with this body; throws unless there is exactly one. */
  async idOf(channelId: number, body: string): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT message.id FROM message JOIN conversation ON conversation.id = message.conversation_id
       WHERE channel_id = $1 AND body = $2`,
      [channelId, body],
    );
    const [row, ...others] = rows;
    if (!row || others.length > 0) throw new Error(`${rows.length} messages say "${body}"`);
    return row.id;
  }

  /** Events that are committed and not yet published. */
  async unpublished(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL',
    );
    return rows[0]?.count ?? 0;
  }

  /** Locks a channel's log, so that the next message waits inside PostgreSQL. */
  async holdConversation(channelId: number): Promise<HeldLock> {
    const client = await this.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM conversation WHERE channel_id = $1 FOR UPDATE', [channelId]);
    return {
      release: async () => {
        await client.query('ROLLBACK');
        client.release();
      },
    };
  }

  /** Resolves once some statement waits for a lock. */
  async waitingForLock(): Promise<void> {
    await eventually(async () => {
      const { rowCount } = await this.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      if (rowCount === 0) throw new Error('Nothing waits for a lock');
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
