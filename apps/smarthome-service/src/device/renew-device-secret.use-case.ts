import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { DeviceGate } from './device-gate.js';
import { DeviceSecretBox } from './device-secret-box.js';
import { DeviceRepository } from './device.repository.js';

/** Gives an HTTP device another secret, because the one before is lost or known to others. */
@Injectable()
export class RenewDeviceSecret {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: DeviceGate,
    private readonly devices: DeviceRepository,
    private readonly secrets: DeviceSecretBox,
  ) {}

  /** The new secret. Rejects with DEVICE_NOT_FOUND, FORBIDDEN, or VALIDATION_FAILED for a device that has none. */
  async execute(deviceId: string, { userId }: Caller): Promise<string> {
    const { id, driver } = await this.gate.enter(userId, deviceId, 'admin');
    if (driver !== 'http') throw new DomainError('VALIDATION_FAILED', 'Only HTTP devices have a secret');
    const { plain, sealed } = this.secrets.create(id);
    await this.unitOfWork.run((tx) => this.devices.setSecret(tx, id, sealed));
    return plain;
  }
}
