import { Injectable } from '@nestjs/common';
import type { StateCause, StateChangeView } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { StateChange } from './state-change.js';

/** A device whose row is locked. */
export interface LockedDevice {
  readonly id: string;
  readonly homeId: string;
  readonly isOnline: boolean;
  readonly state: TraitState;
  readonly version: number;
  readonly name: string;
  readonly ownerId: string;
  /** Whose feed tells of the device; null for nobody's. */
  readonly activityWorkspaceId: number | null;
}

/** What is stored of a change. */
export interface NewChange {
  readonly device: LockedDevice;
  readonly changes: StateChange['changes'];
  readonly cause: StateCause;
}

export type StoredChange = Omit<StateChangeView, 'at'> & { readonly at: Date };

/** In the order of their ids, so that nobody waits in a circle. */
const LOCK = statement<LockedDevice>(
  'device-states-lock',
  `SELECT device.id, device.home_id AS "homeId", device.is_online AS "isOnline", device.state,
     device.version::float8 AS version, device.name, home.owner_id AS "ownerId",
     home.activity_workspace_id AS "activityWorkspaceId"
   FROM device JOIN home ON home.id = device.home_id
   WHERE device.id = ANY($1) ORDER BY device.id FOR NO KEY UPDATE OF device`,
);

/** The last change of a device is how it is. */
const STORE = statement(
  'device-states-store',
  `WITH change AS (
     SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::boolean[], $5::text[], $6::text[])
       AS change (device_id, version, cause, is_online, state, changes)),
   latest AS (SELECT DISTINCT ON (device_id) * FROM change ORDER BY device_id, version DESC),
   stored AS (
     UPDATE device SET state = latest.state::jsonb, is_online = latest.is_online, version = latest.version,
       changed_at = $7
     FROM latest WHERE device.id = latest.device_id)
   INSERT INTO device_history (device_id, version, at, cause, is_online, changes)
   SELECT device_id, version, $7, cause, is_online, changes::jsonb FROM change`,
);

const HISTORY = statement<StoredChange>(
  'device-history',
  `SELECT version::float8 AS version, at, cause, is_online AS "isOnline", changes
   FROM device_history WHERE device_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
);

const FORGET = statement<{ removed: number }>(
  'device-history-forget',
  `WITH old AS (
     DELETE FROM device_history WHERE (device_id, version) IN (
       SELECT device_id, version FROM device_history WHERE at < now() - make_interval(days => $1)
       ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING 1)
   SELECT count(*)::int AS removed FROM old`,
);

/** Above every version. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/** The state of devices and how it came about. Only the state store writes here. */
@Injectable()
export class StateRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends nobody else changes these devices' states. Those that are not there are left out. */
  async lock(tx: Transaction, deviceIds: readonly string[]): Promise<Map<string, LockedDevice>> {
    const rows = await this.database.rows(LOCK, [deviceIds], tx);
    return new Map(rows.map((device) => [device.id, device]));
  }

  /** Stores changes, several of one device in the order of their versions. */
  async store(tx: Transaction, list: readonly NewChange[], at: Date): Promise<void> {
    const values = [
      list.map(({ device }) => device.id),
      list.map(({ device }) => device.version),
      list.map(({ cause }) => cause),
      list.map(({ device }) => device.isOnline),
      list.map(({ device }) => JSON.stringify(device.state)),
      list.map(({ changes }) => JSON.stringify(changes)),
      at,
    ];
    await this.database.rows(STORE, values, tx);
  }

  /** Changes below a version, newest first, at most `limit`. */
  findHistory(deviceId: string, before: number | undefined, limit: number): Promise<StoredChange[]> {
    return this.database.rows(HISTORY, [deviceId, before ?? NEWEST, limit]);
  }

  /** Removes at most `limit` changes older than this; returns how many there were. */
  async forgetOlderThan(days: number, limit: number): Promise<number> {
    return (await this.database.row(FORGET, [days, limit]))?.removed ?? 0;
  }
}
