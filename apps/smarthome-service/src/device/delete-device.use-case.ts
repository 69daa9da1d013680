import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { DeviceAnnouncer } from './device-announcer.js';
import { DeviceGate } from './device-gate.js';
import { DeviceRepository } from './device.repository.js';

/** Removes a device with its history. An MQTT device comes back when it announces itself again. */
@Injectable()
export class DeleteDevice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: DeviceGate,
    private readonly devices: DeviceRepository,
    private readonly announcer: DeviceAnnouncer,
  ) {}

  /** Rejects with DEVICE_NOT_FOUND or FORBIDDEN. */
  async execute(deviceId: string, { userId }: Caller): Promise<void> {
    const device = await this.gate.enter(userId, deviceId, 'admin');
    await this.unitOfWork.run(async (tx) => {
      await this.devices.remove(tx, device.id);
      await this.announcer.tell(tx, device, 'deleted');
    });
  }
}
