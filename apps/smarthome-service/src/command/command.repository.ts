import { Injectable } from '@nestjs/common';
import type { SettledCommandStatus } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { LoggedCommand } from './device-command.entity.js';

export type NewCommand = Omit<LoggedCommand, 'status' | 'errorCode' | 'settledAt' | 'awaitsFollowUp'>;

/** Names what somebody asked of a device at a time. */
export type CommandRequest = Pick<LoggedCommand, 'deviceId' | 'userId'> & { readonly requestId: string };
export type EarlierCommand = Pick<LoggedCommand, 'status' | 'errorCode'>;

/** What is told of a command that has ended. */
export type EndedCommand = Pick<
  LoggedCommand,
  'id' | 'deviceId' | 'homeId' | 'userId' | 'command' | 'expected' | 'followUpToken' | 'awaitsFollowUp'
>;

const ENDED = `id, device_id AS "deviceId", home_id AS "homeId", user_id AS "userId", command, expected,
  follow_up_token AS "followUpToken", awaits_follow_up AS "awaitsFollowUp"`;

/** In the order of the keys, so that two replicas that store the same request do not lock each other out. */
const INSERT = statement<{ id: string }>(
  'device-commands-insert',
  `INSERT INTO device_command (id, device_id, home_id, user_id, request_id, position, source, command, expected,
     follow_up_token, status, sent_at, deadline_at)
   SELECT id, device_id, home_id, user_id, request_id, position, source, command, expected::jsonb, follow_up_token,
     'sent', sent_at, deadline_at
   FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::smallint[], $7::text[], $8::text[],
     $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[]) AS given (id, device_id, home_id, user_id,
     request_id, position, source, command, expected, follow_up_token, sent_at, deadline_at)
   ORDER BY device_id, user_id, request_id, position
   ON CONFLICT (device_id, user_id, request_id, position) DO NOTHING RETURNING id`,
);

const CONFIRM = statement<EndedCommand>(
  'device-commands-confirm-done',
  `UPDATE device_command SET status = 'confirmed', settled_at = $2
   WHERE id = ANY($1) AND status = 'sent' RETURNING ${ENDED}`,
);

const SETTLE = statement<EndedCommand>(
  'device-command-settle',
  `UPDATE device_command SET status = $2, error_code = $3, settled_at = $4
   WHERE id = $1 AND status = 'sent' RETURNING ${ENDED}`,
);

const CONFIRM_FULFILLED = statement<EndedCommand>(
  'device-commands-confirm',
  `UPDATE device_command SET status = 'confirmed', settled_at = $3
   WHERE device_id = $1 AND status = 'sent' AND $2::jsonb @> expected RETURNING ${ENDED}`,
);

const TIME_OUT = statement<EndedCommand>(
  'device-commands-time-out',
  `UPDATE device_command SET status = 'timed-out', settled_at = $1 WHERE id IN (
     SELECT id FROM device_command WHERE status = 'sent' AND deadline_at <= $1
     ORDER BY deadline_at LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING ${ENDED}`,
);

const AWAIT_FOLLOW_UP = statement<EndedCommand & EarlierCommand>(
  'device-command-await-follow-up',
  `UPDATE device_command SET awaits_follow_up = true WHERE id = $1
   RETURNING ${ENDED}, status, error_code AS "errorCode"`,
);

const OF_REQUESTS = statement<EarlierCommand & { place: number }>(
  'device-commands-of-requests',
  `SELECT asked.place::int AS place, status, error_code AS "errorCode"
   FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS asked (device_id, user_id, request_id, place)
   JOIN device_command USING (device_id, user_id, request_id) ORDER BY place, position`,
);

const FORGET = statement<{ removed: number }>(
  'device-commands-forget',
  `WITH old AS (
     DELETE FROM device_command WHERE id IN (
       SELECT id FROM device_command WHERE sent_at < now() - make_interval(days => $1)
       ORDER BY sent_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS removed FROM old`,
);

@Injectable()
export class CommandRepository {
  constructor(private readonly database: Database) {}

  /** For each whether it was stored: false when the same place of the same request was stored before. */
  async insert(list: readonly NewCommand[]): Promise<boolean[]> {
    const columns = ['id', 'deviceId', 'homeId', 'userId', 'requestId', 'position', 'source', 'command'] as const;
    const stored = await this.database.rows(INSERT, [
      ...columns.map((column) => list.map((command) => command[column])),
      list.map(({ expected }) => JSON.stringify(expected)),
      list.map(({ followUpToken }) => followUpToken),
      list.map(({ sentAt }) => sentAt),
      list.map(({ deadlineAt }) => deadlineAt),
    ]);
    const ids = new Set(stored.map(({ id }) => id));
    return list.map(({ id }) => ids.has(id));
  }

  /** Those of these commands that had not ended before. */
  confirm(tx: Transaction, ids: readonly string[], at: Date): Promise<EndedCommand[]> {
    return this.database.rows(CONFIRM, [ids, at], tx);
  }

  /** Undefined when the command has ended before. */
  settle(
    tx: Transaction,
    id: string,
    status: SettledCommandStatus,
    errorCode: string | undefined,
    at: Date,
  ): Promise<EndedCommand | undefined> {
    return this.database.row(SETTLE, [id, status, errorCode ?? null, at], tx);
  }

  /** Notes that Google waits for a command's end; tells whether that is there already. */
  awaitFollowUp(tx: Transaction, id: string): Promise<(EndedCommand & EarlierCommand) | undefined> {
    return this.database.row(AWAIT_FOLLOW_UP, [id], tx);
  }

  /** The open commands of a device whose expected states are there. */
  confirmFulfilled(tx: Transaction, deviceId: string, state: TraitState, at: Date): Promise<EndedCommand[]> {
    return this.database.rows(CONFIRM_FULFILLED, [deviceId, JSON.stringify(state), at], tx);
  }

  /** Ends at most `limit` commands whose deadline is over. */
  timeOut(tx: Transaction, now: Date, limit: number): Promise<EndedCommand[]> {
    return this.database.rows(TIME_OUT, [now, limit], tx);
  }

  /** The commands of each request, in their order. */
  async findOfRequests(list: readonly CommandRequest[]): Promise<EarlierCommand[][]> {
    const columns = ['deviceId', 'userId', 'requestId'] as const;
    const rows = await this.database.rows(
      OF_REQUESTS,
      columns.map((column) => list.map((request) => request[column])),
    );
    const found = list.map((): EarlierCommand[] => []);
    for (const { place, ...command } of rows) found[place - 1]?.push(command);
    return found;
  }

  /** Removes at most `limit` commands older than this; returns how many there were. */
  async forgetOlderThan(days: number, limit: number): Promise<number> {
    return (await this.database.row(FORGET, [days, limit]))?.removed ?? 0;
  }
}
