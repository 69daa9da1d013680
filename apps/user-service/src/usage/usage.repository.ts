import { Injectable } from '@nestjs/common';
import type { DailyUsage, ListUsageRequest, ServedRequest, UsageEntry } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** A stored request. */
export type UsageRow = Omit<UsageEntry, 'at'> & { readonly at: Date };

const RECORD = statement(
  'usage-record',
  `INSERT INTO api_usage (occurred_at, user_id, method, route, status, duration_ms, request_id)
   SELECT * FROM unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::int[], $7::text[])`,
);

/** Sorted, so that two writers lock the days' rows in the same order. */
const ADD_UP = statement(
  'usage-add-up',
  `INSERT INTO api_usage_day AS total (day, user_id, requests, client_errors, server_errors, duration_ms)
   SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, user_id, count(*),
     count(*) FILTER (WHERE status BETWEEN 400 AND 499), count(*) FILTER (WHERE status >= 500), sum(duration_ms)
   FROM unnest($1::timestamptz[], $2::uuid[], $3::smallint[], $4::int[]) AS one (occurred_at, user_id, status, duration_ms)
   GROUP BY day, user_id ORDER BY day, user_id
   ON CONFLICT (user_id, day) DO UPDATE SET requests = total.requests + excluded.requests,
     client_errors = total.client_errors + excluded.client_errors,
     server_errors = total.server_errors + excluded.server_errors,
     duration_ms = total.duration_ms + excluded.duration_ms`,
);

const COLUMNS = `id, occurred_at AS at, user_id AS "userId", method, route, status, duration_ms AS "durationMs",
  request_id AS "requestId"`;

const FITS = `($2::text IS NULL OR route = $2) AND status BETWEEN $3 AND $4
  AND occurred_at >= $5::timestamptz AND occurred_at < $6::timestamptz
  AND (occurred_at, id) < ($7::timestamptz, $8::bigint)
  ORDER BY occurred_at DESC, id DESC LIMIT $9`;

/** Two statements, because with "or" between them neither index would serve. */
const OF_USER = statement<UsageRow>('usage-of-user', `SELECT ${COLUMNS} FROM api_usage WHERE user_id = $1 AND ${FITS}`);
const OF_ALL = statement<UsageRow>(
  'usage-of-all',
  `SELECT ${COLUMNS} FROM api_usage WHERE $1::uuid IS NULL AND ${FITS}`,
);

const DAYS = `to_char(day, 'YYYY-MM-DD') AS day, sum(requests)::float8 AS requests,
  sum(client_errors)::float8 AS "clientErrors", sum(server_errors)::float8 AS "serverErrors",
  round(sum(duration_ms) / sum(requests))::float8 AS "averageMs"`;

const DAYS_OF_USER = statement<DailyUsage>(
  'usage-days-of-user',
  `SELECT ${DAYS} FROM api_usage_day WHERE user_id = $1 AND day BETWEEN $2 AND $3 GROUP BY day ORDER BY day LIMIT 366`,
);
const DAYS_OF_ALL = statement<DailyUsage>(
  'usage-days-of-all',
  `SELECT ${DAYS} FROM api_usage_day WHERE $1::uuid IS NULL AND day BETWEEN $2 AND $3
   GROUP BY day ORDER BY day LIMIT 366`,
);

const REMOVE_OLD = statement<{ removed: number }>(
  'usage-remove-old',
  `WITH old AS (
     DELETE FROM api_usage WHERE id IN (
       SELECT id FROM api_usage WHERE occurred_at < now() - make_interval(days => $1)
       ORDER BY occurred_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS removed FROM old`,
);

/** Before all and after all moments that a request may name; PostgreSQL's own. */
const ALWAYS = '-infinity';
const NEVER = 'infinity';
const MAX_ID = '9223372036854775807';

@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /** Stores requests and adds them to the totals of their days. */
  async record(tx: Transaction, requests: readonly ServedRequest[]): Promise<void> {
    const at = requests.map((request) => request.at);
    const users = requests.map(({ userId }) => userId);
    const statuses = requests.map(({ status }) => status);
    const durations = requests.map(({ durationMs }) => durationMs);
    const methods = requests.map(({ method }) => method);
    const routes = requests.map(({ route }) => route);
    const requestIds = requests.map(({ requestId }) => requestId);
    await this.database.rows(RECORD, [at, users, methods, routes, statuses, durations, requestIds], tx);
    await this.database.rows(ADD_UP, [at, users, statuses, durations], tx);
  }

  /** The newest requests that fit, newest first; everybody's where no user is named. */
  find({ userId, route, statusFrom = 100, statusTo = 599, ...rest }: ListUsageRequest): Promise<UsageRow[]> {
    const { from = ALWAYS, to = NEVER, before, limit } = rest;
    const [at, id] = before === undefined ? [NEVER, MAX_ID] : placeOf(before);
    const values = [userId ?? null, route ?? null, statusFrom, statusTo, from, to, at, id, limit];
    return this.database.rows(userId === undefined ? OF_ALL : OF_USER, values);
  }

  /** The totals of each day with requests; everybody's where no user is named. */
  findDays(userId: string | undefined, from: string, to: string): Promise<DailyUsage[]> {
    return this.database.rows(userId === undefined ? DAYS_OF_ALL : DAYS_OF_USER, [userId ?? null, from, to]);
  }

  /** Forgets at most `limit` requests that are older than this; returns how many there were. */
  async removeOlderThan(days: number, limit: number): Promise<number> {
    return (await this.database.row(REMOVE_OLD, [days, limit]))?.removed ?? 0;
  }
}

/** The moment and the number that a cursor names. */
function placeOf(cursor: string): [string, string] {
  const [at, id = MAX_ID] = cursor.split('_');
  return [new Date(Number(at)).toISOString(), id];
}
