import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { HomeLimits } from '../home/home-limits.js';
import { HomeRepository } from '../home/home.repository.js';
import { DeviceAnnouncer } from './device-announcer.js';
import type { DeviceRecord } from './device-record.js';
import { DeviceRepository, type DeviceSecrets } from './device.repository.js';

/** Stores a new device, however it came: entered by somebody or announced by itself. */
@Injectable()
export class AddDevice {
  constructor(
    private readonly homes: HomeRepository,
    private readonly devices: DeviceRepository,
    private readonly announcer: DeviceAnnouncer,
    private readonly limits: HomeLimits,
  ) {}

  /** Rejects with TOO_MANY_DEVICES. */
  async execute(tx: Transaction, device: DeviceRecord, secrets: DeviceSecrets): Promise<void> {
    await this.homes.lockOwner(tx, device.ownerId);
    if ((await this.devices.countOfOwner(tx, device.ownerId)) >= this.limits.devicesPerUser) {
      throw new DomainError('TOO_MANY_DEVICES', `One person may have ${this.limits.devicesPerUser} devices`);
    }
    await this.devices.insert(tx, device, secrets);
    await this.announcer.tell(tx, device, 'created');
  }
}
