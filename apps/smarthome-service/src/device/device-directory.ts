import { Injectable } from '@nestjs/common';
import { initialStateOf } from '@atrium/google-home';

import type { DeviceOfMember } from './device-record.js';
import type { Device } from './device.entity.js';
import { DeviceRepository } from './device.repository.js';

/** More than anybody has; keeps one answer within bounds. */
const MAX_DEVICES = 1_000;

/** Finds the devices that a person may see. */
@Injectable()
export class DeviceDirectory {
  constructor(private readonly devices: DeviceRepository) {}

  /** All of somebody's devices, oldest first, at most 1,000. */
  async forUser(userId: string): Promise<DeviceOfMember[]> {
    return (await this.devices.findOfOwner(userId, MAX_DEVICES)).map(toRecord);
  }

  /** Those of these devices that the person may see, by id. */
  async findForUser(userId: string, ids: readonly string[]): Promise<Map<string, DeviceOfMember>> {
    const own = await this.forUser(userId);
    return new Map(own.filter(({ id }) => ids.includes(id)).map((device) => [device.id, device]));
  }
}

function toRecord({ id, ownerId, type, traits, name }: Device): DeviceOfMember {
  return {
    ...{ id, ownerId, type, traits, role: 'owner', attributes: {}, customData: {} },
    name: { name, nicknames: [], defaultNames: [] },
    ...{ roomHint: null, deviceInfo: null, otherDeviceIds: null, willReportState: false, isOnline: true },
    state: initialStateOf(traits, {}),
  };
}
