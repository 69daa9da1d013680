import { Injectable } from '@nestjs/common';
import type { SettledCommandStatus } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { LoggedCommand } from './device-command.entity.js';

export type NewCommand = Omit<LoggedCommand, 'status' | 'errorCode' | 'settledAt'>;

/** What is told of a command that has ended. */
export type EndedCommand = Pick<LoggedCommand, 'id' | 'deviceId' | 'homeId' | 'command' | 'followUpToken'>;

const ENDED = 'id, device_id AS "deviceId", home_id AS "homeId", command, follow_up_token AS "followUpToken"';

const INSERT = statement(
  'device-command-insert',
  `INSERT INTO device_command (id, device_id, home_id, user_id, request_id, position, source, command, expected,
     follow_up_token, status, sent_at, deadline_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'sent', $11, $12)`,
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

const OF_REQUEST = statement<Pick<LoggedCommand, 'status' | 'errorCode'>>(
  'device-commands-of-request',
  `SELECT status, error_code AS "errorCode" FROM device_command
   WHERE device_id = $1 AND user_id = $2 AND request_id = $3 ORDER BY position`,
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

  /** Violates `device_command_once` when the same place of the same request was stored before. */
  async insert(command: NewCommand): Promise<void> {
    const { id, deviceId, homeId, userId, requestId, position, source, expected, followUpToken } = command;
    await this.database.rows(INSERT, [
      ...[id, deviceId, homeId, userId, requestId, position, source, command.command],
      ...[JSON.stringify(expected), followUpToken, command.sentAt, command.deadlineAt],
    ]);
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

  /** The open commands of a device whose expected states are there. */
  confirmFulfilled(tx: Transaction, deviceId: string, state: TraitState, at: Date): Promise<EndedCommand[]> {
    return this.database.rows(CONFIRM_FULFILLED, [deviceId, JSON.stringify(state), at], tx);
  }

  /** Ends at most `limit` commands whose deadline is over. */
  timeOut(tx: Transaction, now: Date, limit: number): Promise<EndedCommand[]> {
    return this.database.rows(TIME_OUT, [now, limit], tx);
  }

  findOfRequest(
    deviceId: string,
    userId: string,
    requestId: string,
  ): Promise<Pick<LoggedCommand, 'status' | 'errorCode'>[]> {
    return this.database.rows(OF_REQUEST, [deviceId, userId, requestId]);
  }

  /** Removes at most `limit` commands older than this; returns how many there were. */
  async forgetOlderThan(days: number, limit: number): Promise<number> {
    return (await this.database.row(FORGET, [days, limit]))?.removed ?? 0;
  }
}
