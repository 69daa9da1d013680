import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

import type { Device } from './device.entity.js';

const OF_OWNER = statement<Device>(
  'devices-of-owner',
  `SELECT id, owner_id AS "ownerId", name, type, traits, created_at AS "createdAt"
   FROM device WHERE owner_id = $1 ORDER BY created_at, id LIMIT $2`,
);

@Injectable()
export class DeviceRepository {
  constructor(private readonly database: Database) {}

  /** A person's own devices, oldest first, at most `limit`. */
  findOfOwner(ownerId: string, limit: number): Promise<Device[]> {
    return this.database.rows(OF_OWNER, [ownerId, limit]);
  }
}
