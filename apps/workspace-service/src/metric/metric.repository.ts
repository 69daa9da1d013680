import { Injectable } from '@nestjs/common';
import type { ChannelMetric, DayCount, MetricsRangeRequest } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

/** Both ends of a day are moments of the zone's: days on which clocks change are shorter or longer. */
const PER_DAY = statement<DayCount>(
  'metric-per-day',
  `SELECT to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(sum(q.messages), 0)::float8 AS count
   FROM (SELECT (now() AT TIME ZONE $2)::date - n AS day FROM generate_series(0, 13) n) d
   LEFT JOIN quarter_count q ON q.workspace_id = $1
     AND q.starts_at >= d.day::timestamp AT TIME ZONE $2 AND q.starts_at < (d.day + 1)::timestamp AT TIME ZONE $2
   GROUP BY d.day ORDER BY d.day`,
);

const ACTIVE = statement<{ active: number }>(
  'metric-active',
  `SELECT count(*)::int AS active
   FROM last_message l JOIN workspace_member m ON m.workspace_id = l.workspace_id AND m.user_id = l.user_id
   WHERE l.workspace_id = $1 AND l.sent_at > now() - make_interval(mins => $2)`,
);

const PER_CHANNEL = statement<ChannelMetric>(
  'metric-per-channel',
  `SELECT c.id AS channel_id, c.name, sum(k.messages)::float8 AS messages
   FROM channel_count k JOIN channel c ON c.id = k.channel_id
   WHERE k.workspace_id = $1 AND k.day BETWEEN $3 AND $4 AND (NOT c.is_private
     OR EXISTS (SELECT FROM channel_member WHERE channel_id = c.id AND user_id = $2))
   GROUP BY c.id ORDER BY messages DESC, c.id LIMIT $5`,
);

const PER_MEMBER = statement<{ userId: string; messages: number }>(
  'metric-per-member',
  `SELECT k.user_id AS "userId", sum(k.messages)::float8 AS messages
   FROM member_count k JOIN workspace_member m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
   WHERE k.workspace_id = $1 AND k.day BETWEEN $2 AND $3
   GROUP BY k.user_id ORDER BY messages DESC, k.user_id LIMIT $4`,
);

/** Answers from sums that are kept; no message is counted here. */
@Injectable()
export class MetricRepository {
  constructor(private readonly database: Database) {}

  /** The last 14 days of this time zone, today the last of them; days without messages are zeros. */
  findPerDay(workspaceId: number, timeZone: string): Promise<DayCount[]> {
    return this.database.rows(PER_DAY, [workspaceId, timeZone]);
  }

  /** Members who wrote in the last so many minutes. */
  async countActive(workspaceId: number, minutes: number): Promise<number> {
    return (await this.database.row(ACTIVE, [workspaceId, minutes]))?.active ?? 0;
  }

  /** Channels that this person may read, the busiest first. */
  findPerChannel({ workspaceId, from, to, limit }: MetricsRangeRequest, userId: string): Promise<ChannelMetric[]> {
    return this.database.rows(PER_CHANNEL, [workspaceId, userId, from, to, limit]);
  }

  /** Present members, those who wrote most first. */
  findPerMember(range: MetricsRangeRequest): Promise<{ userId: string; messages: number }[]> {
    return this.database.rows(PER_MEMBER, [range.workspaceId, range.from, range.to, range.limit]);
  }
}
