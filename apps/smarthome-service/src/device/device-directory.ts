import { Injectable } from '@nestjs/common';

import type { DeviceRecord } from './device-record.js';
import { DeviceRepository } from './device.repository.js';

const MAX_DEVICES = 200;

/** Finds the devices that a person may see. */
@Injectable()
export class DeviceDirectory {
  constructor(private readonly devices: DeviceRepository) {}

  /** Those of these devices that the person may see, by id. */
  async findForUser(userId: string, ids: readonly string[]): Promise<Map<string, DeviceRecord>> {
    const found = await this.devices.findOfOwner(userId, MAX_DEVICES);
    const wanted = found.filter(({ id }) => ids.includes(id));
    const known = { attributes: {}, willReportState: true, isOnline: true, state: {} };
    return new Map(wanted.map(({ id, type, traits }) => [id, { id, type, traits, ...known }]));
  }
}
