import { Injectable } from '@nestjs/common';
import type { NotificationKind } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

const SILENCED = statement<{ silenced: NotificationKind[] }>(
  'notification-silenced',
  'SELECT silenced FROM notification_preference WHERE user_id = $1',
);

const SILENCE = statement(
  'notification-silence',
  `INSERT INTO notification_preference (user_id, silenced) VALUES ($1, $2)
   ON CONFLICT (user_id) DO UPDATE SET silenced = excluded.silenced`,
);

const WANTING = statement<{ userId: string }>(
  'notification-wanting',
  `SELECT DISTINCT g.user_id AS "userId" FROM unnest($2::uuid[]) AS g (user_id)
   LEFT JOIN notification_preference f ON f.user_id = g.user_id
   LEFT JOIN person p ON p.user_id = g.user_id
   WHERE coalesce(p.is_active, true) AND $1 <> ALL (coalesce(f.silenced, '{}'))`,
);

/** Only where the caller may read. */
const MUTE = statement<{ conversationId: string; channelId: number | null }>(
  'notification-mute',
  `WITH place AS (
     SELECT v.id, v.channel_id FROM conversation v
     CROSS JOIN LATERAL (SELECT FROM conversation_reader WHERE conversation_id = v.id AND user_id = $1 LIMIT 1) r
     WHERE v.id = $2
   ), muted AS (
     INSERT INTO conversation_mute (user_id, conversation_id, until) SELECT $1, id, $3 FROM place
     ON CONFLICT (user_id, conversation_id) DO UPDATE SET until = excluded.until
   )
   SELECT id AS "conversationId", channel_id AS "channelId" FROM place`,
);

const UNMUTE = statement<{ conversationId: string }>(
  'notification-unmute',
  `WITH place AS (
     SELECT conversation_id AS id FROM conversation_reader WHERE conversation_id = $2 AND user_id = $1 LIMIT 1
   ), unmuted AS (
     DELETE FROM conversation_mute m USING place WHERE m.user_id = $1 AND m.conversation_id = place.id
   )
   SELECT id AS "conversationId" FROM place`,
);

/** Keeps what people want to be notified of. */
@Injectable()
export class NotificationSettingsRepository {
  constructor(private readonly database: Database) {}

  /** The kinds that somebody does not want. */
  async findSilenced(userId: string): Promise<readonly NotificationKind[]> {
    return (await this.database.row(SILENCED, [userId]))?.silenced ?? [];
  }

  async silence(userId: string, kinds: readonly NotificationKind[]): Promise<void> {
    await this.database.rows(SILENCE, [userId, kinds]);
  }

  /** Those of these people who want notifications of a kind. */
  async findWanting(kind: NotificationKind, userIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows(WANTING, [kind, userIds]);
    return new Set(rows.map(({ userId }) => userId));
  }

  /** Mutes a conversation until a moment, or for good; undefined unless the projection lets this person read it. */
  mute(userId: string, conversationId: string, until: Date | null) {
    return this.database.row(MUTE, [userId, conversationId, until]);
  }

  /** Undefined unless the projection lets this person read it. */
  unmute(userId: string, conversationId: string) {
    return this.database.row(UNMUTE, [userId, conversationId]);
  }
}
