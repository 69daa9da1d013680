import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { DeviceDescription, DeviceOfMember, DeviceRecord } from './device-record.js';
import {
  DEVICE_COLUMNS,
  toDeviceOfMember,
  toDeviceRecord,
  type DeviceRow,
  type DeviceRowOfMember,
} from './device.row.js';

/** What is stored of a device besides what can be read of it. */
export interface DeviceSecrets {
  readonly pinHash: string | null;
  readonly sealedSecret: Buffer | null;
}

/** Where a list begins, and in which home. */
interface Place {
  readonly homeId?: string | undefined;
  readonly after?: string | undefined;
}

const OF_MEMBER = statement<DeviceRowOfMember>(
  'devices-of-member',
  `SELECT ${DEVICE_COLUMNS}, member.role FROM home_member member JOIN device ON device.home_id = member.home_id
   WHERE member.user_id = $1 AND ($2::uuid IS NULL OR member.home_id = $2) AND device.id > $3
   ORDER BY device.id LIMIT $4`,
);

const FOR_MEMBER = statement<DeviceRowOfMember>(
  'devices-for-member',
  `SELECT ${DEVICE_COLUMNS}, member.role FROM device
   JOIN home_member member ON member.home_id = device.home_id AND member.user_id = $1
   WHERE device.id = ANY($2)`,
);

const BY_ID = statement<DeviceRow>('device-by-id', `SELECT ${DEVICE_COLUMNS} FROM device WHERE id = $1`);

const COUNT_OF_OWNER = statement<{ count: number }>(
  'devices-of-owner-count',
  'SELECT count(*)::int AS count FROM device WHERE owner_id = $1',
);

const INSERT = statement(
  'device-insert',
  `INSERT INTO device (id, owner_id, home_id, driver, is_online, state, created_at, changed_at, name, nicknames,
     default_names, room, type, traits, attributes, custom_data, device_info, other_device_ids, will_report_state,
     challenge, driver_settings, pin_hash, sealed_secret)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
);

const LOCK = statement('device-lock', 'SELECT id FROM device WHERE id = $1 FOR NO KEY UPDATE');

const DESCRIBE = statement(
  'device-describe',
  `UPDATE device SET name = $2, nicknames = $3, default_names = $4, room = $5, type = $6, traits = $7,
     attributes = $8, custom_data = $9, device_info = $10, other_device_ids = $11, will_report_state = $12,
     challenge = $13, driver_settings = $14 WHERE id = $1`,
);

const SET_PIN = statement('device-set-pin', 'UPDATE device SET pin_hash = $2 WHERE id = $1');

const SET_SECRET = statement('device-set-secret', 'UPDATE device SET sealed_secret = $2 WHERE id = $1');

const SECRETS = statement<DeviceSecrets>(
  'device-secrets',
  'SELECT pin_hash AS "pinHash", sealed_secret AS "sealedSecret" FROM device WHERE id = $1',
);

/** Locks the row, so that reports of one device wait for each other. */
const MARK_REPORTED = statement<{ id: string }>(
  'device-mark-reported',
  'UPDATE device SET reported_at = $2 WHERE id = $1 AND (reported_at IS NULL OR reported_at < $2) RETURNING id',
);

const DELETE = statement('device-delete', 'DELETE FROM device WHERE id = $1');

const WATCHERS = statement<{ userId: string }>(
  'device-watchers',
  'SELECT user_id AS "userId" FROM home_member WHERE home_id = $1',
);

/** Before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class DeviceRepository {
  constructor(private readonly database: Database) {}

  /** Devices in the homes that somebody has a part in, or in one of them, oldest first, at most `limit`. */
  async findOfMember(userId: string, limit: number, { homeId, after }: Place = {}): Promise<DeviceOfMember[]> {
    const rows = await this.database.rows(OF_MEMBER, [userId, homeId ?? null, after ?? FIRST, limit]);
    return rows.map(toDeviceOfMember);
  }

  /** Those of these devices that stand in homes the person has a part in. */
  async findForMember(userId: string, ids: readonly string[], tx?: Transaction): Promise<DeviceOfMember[]> {
    return (await this.database.rows(FOR_MEMBER, [userId, ids], tx)).map(toDeviceOfMember);
  }

  /** Whoever asks: for drivers, not for people. */
  async findById(id: string, tx?: Transaction): Promise<DeviceRecord | undefined> {
    const row = await this.database.row(BY_ID, [id], tx);
    return row && toDeviceRecord(row);
  }

  async countOfOwner(tx: Transaction, ownerId: string): Promise<number> {
    return (await this.database.row(COUNT_OF_OWNER, [ownerId], tx))?.count ?? 0;
  }

  async insert(tx: Transaction, device: DeviceRecord, { pinHash, sealedSecret }: DeviceSecrets): Promise<void> {
    const { id, ownerId, homeId, driver, isOnline, state, createdAt } = device;
    const [settings, described] = [JSON.stringify(state), describedOf(device)];
    const values = [id, ownerId, homeId, driver, isOnline, settings, createdAt, ...described, pinHash, sealedSecret];
    await this.database.rows(INSERT, values, tx);
  }

  /** Until the transaction ends nobody else changes the device. */
  async lock(tx: Transaction, id: string): Promise<void> {
    await this.database.rows(LOCK, [id], tx);
  }

  /** Everything about a device but its home, driver and state. */
  async describe(tx: Transaction, id: string, description: DeviceDescription): Promise<void> {
    await this.database.rows(DESCRIBE, [id, ...describedOf(description)], tx);
  }

  async setPin(tx: Transaction, id: string, pinHash: string): Promise<void> {
    await this.database.rows(SET_PIN, [id, pinHash], tx);
  }

  async setSecret(tx: Transaction, id: string, sealedSecret: Buffer): Promise<void> {
    await this.database.rows(SET_SECRET, [id, sealedSecret], tx);
  }

  secretsOf(id: string, tx?: Transaction): Promise<DeviceSecrets | undefined> {
    return this.database.row(SECRETS, [id], tx);
  }

  /** False when a report of that time or a later one came before. */
  async markReported(tx: Transaction, id: string, at: Date): Promise<boolean> {
    return (await this.database.row(MARK_REPORTED, [id, at], tx)) !== undefined;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await this.database.rows(DELETE, [id], tx);
  }

  /** Everybody who sees a home's devices. */
  async watchersOf(tx: Transaction, homeId: string): Promise<string[]> {
    return (await this.database.rows(WATCHERS, [homeId], tx)).map(({ userId }) => userId);
  }
}

/** A description in the order in which the statements name the columns; lists in JSON columns must come as text. */
function describedOf(device: DeviceDescription): unknown[] {
  const { name, roomHint, type, traits, attributes, customData, deviceInfo, otherDeviceIds } = device;
  return [
    name.name,
    name.nicknames,
    name.defaultNames,
    roomHint,
    type,
    traits,
    JSON.stringify(attributes),
    JSON.stringify(customData),
    deviceInfo && JSON.stringify(deviceInfo),
    otherDeviceIds && JSON.stringify(otherDeviceIds),
    device.willReportState,
    device.challenge,
    JSON.stringify(device.driverSettings),
  ];
}
