import { Injectable } from '@nestjs/common';
import type { HomeRole } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { roleTooLow } from '../home/home-gate.js';
import { isAtLeast } from '../home/home-role.js';
import { DeviceDirectory } from './device-directory.js';
import type { DeviceOfMember } from './device-record.js';

export function deviceNotFound(): DomainError {
  return new DomainError('DEVICE_NOT_FOUND', 'There is no such device');
}

/** Lets people reach devices. A device in a home that somebody has no part in does not exist for them. */
@Injectable()
export class DeviceGate {
  constructor(private readonly directory: DeviceDirectory) {}

  /** Rejects with DEVICE_NOT_FOUND, or FORBIDDEN where the role is too low. */
  async enter(userId: string, deviceId: string, needed: HomeRole, tx?: Transaction): Promise<DeviceOfMember> {
    const id = deviceId.toLowerCase();
    const device = (await this.directory.findForUser(userId, [id], tx)).get(id);
    if (!device) throw deviceNotFound();
    if (!isAtLeast(device.role, needed)) throw roleTooLow(needed);
    return device;
  }
}
