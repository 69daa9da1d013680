import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { VirtualMotion } from './virtual-motion.entity.js';

const COLUMNS = 'device_id AS "deviceId", kind, goal, command_id AS "commandId", due_at AS "dueAt"';

const PUT = statement(
  'virtual-motion-put',
  `INSERT INTO virtual_motion (device_id, kind, goal, command_id, due_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (device_id, kind) DO UPDATE SET goal = excluded.goal, command_id = excluded.command_id,
     due_at = excluded.due_at`,
);

const DUE = statement<VirtualMotion>(
  'virtual-motions-due',
  `SELECT ${COLUMNS} FROM virtual_motion WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
);

const POSTPONE = statement(
  'virtual-motion-postpone',
  'UPDATE virtual_motion SET due_at = $3 WHERE device_id = $1 AND kind = $2',
);

const END = statement('virtual-motion-end', 'DELETE FROM virtual_motion WHERE device_id = $1 AND kind = $2');

@Injectable()
export class MotionRepository {
  constructor(private readonly database: Database) {}

  /** Begins a motion, or gives the one under way another goal. */
  async put({ deviceId, kind, goal, commandId, dueAt }: VirtualMotion): Promise<void> {
    await this.database.rows(PUT, [deviceId, kind, JSON.stringify(goal), commandId, dueAt]);
  }

  /** Motions whose next step is due, at most `limit`; no other replica gets them until the transaction ends. */
  takeDue(tx: Transaction, now: Date, limit: number): Promise<VirtualMotion[]> {
    return this.database.rows(DUE, [now, limit], tx);
  }

  async postpone(tx: Transaction, { deviceId, kind }: VirtualMotion, dueAt: Date): Promise<void> {
    await this.database.rows(POSTPONE, [deviceId, kind, dueAt], tx);
  }

  async end(tx: Transaction, { deviceId, kind }: VirtualMotion): Promise<void> {
    await this.database.rows(END, [deviceId, kind], tx);
  }
}
