import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import type { DeviceOfMember } from './device-record.js';
import { DeviceRepository } from './device.repository.js';

/** More than anybody has; keeps one answer within bounds. */
const MAX_DEVICES = 1_000;

/** Finds the devices that a person may see: those in their own homes and in homes shared with them. */
@Injectable()
export class DeviceDirectory {
  constructor(private readonly devices: DeviceRepository) {}

  /** All of somebody's devices, or those in one home, oldest first, at most 1,000; one query. */
  forUser(userId: string, homeId?: string): Promise<DeviceOfMember[]> {
    return this.devices.findOfMember(userId, MAX_DEVICES, { homeId });
  }

  /** Those of these devices that the person may see, by id; one query. Ids that are no UUIDs are nobody's. */
  async findForUser(userId: string, ids: readonly string[], tx?: Transaction): Promise<Map<string, DeviceOfMember>> {
    const wanted = [...new Set(ids)].filter((id) => UUID.test(id));
    if (wanted.length === 0) return new Map();
    const found = await this.devices.findForMember(userId, wanted, tx);
    return new Map(found.map((device) => [device.id, device]));
  }
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
