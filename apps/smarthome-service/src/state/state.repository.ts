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
}

export type StoredChange = Omit<StateChangeView, 'at'> & { readonly at: Date };

const LOCK = statement<LockedDevice>(
  'device-state-lock',
  `SELECT id, home_id AS "homeId", is_online AS "isOnline", state, version::float8 AS version
   FROM device WHERE id = $1 FOR UPDATE`,
);

const STORE = statement(
  'device-state-store',
  `WITH device AS (
     UPDATE device SET state = $2, is_online = $3, version = $4, changed_at = $5 WHERE id = $1 RETURNING id)
   INSERT INTO device_history (device_id, version, at, cause, is_online, changes)
   SELECT id, $4, $5, $6, $3, $7 FROM device`,
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

  /** Until the transaction ends nobody else changes the device's state. Undefined when there is no such device. */
  lock(tx: Transaction, deviceId: string): Promise<LockedDevice | undefined> {
    return this.database.row(LOCK, [deviceId], tx);
  }

  async store(tx: Transaction, device: LockedDevice, change: StateChange, cause: StateCause, at: Date): Promise<void> {
    const { isOnline, state, changes } = change;
    const values = [device.id, JSON.stringify(state), isOnline, device.version, at, cause, JSON.stringify(changes)];
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
