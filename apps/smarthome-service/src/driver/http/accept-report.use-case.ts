import { Injectable } from '@nestjs/common';
import type { AcceptDeviceReportRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';
import { z } from 'zod';

import { DeviceSecretBox } from '../../device/device-secret-box.js';
import { DeviceRepository } from '../../device/device.repository.js';
import { StateStore } from '../../state/state-store.js';
import { Clock } from '../../time/clock.js';
import { reportable } from '../reportable.js';
import { isSignedBy } from './webhook-signature.js';

/** How far a device's clock may be off. */
const TOLERANCE_MS = 300_000;
const report = z.strictObject({
  states: z.record(z.string(), z.unknown()).default({}),
  online: z.boolean().default(true),
});

/** Stores what an HTTP device tells of itself. */
@Injectable()
export class AcceptReport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DeviceRepository,
    private readonly secrets: DeviceSecretBox,
    private readonly states: StateStore,
    private readonly clock: Clock,
  ) {}

  /** Rejects with TOKEN_INVALID or VALIDATION_FAILED. A report that is not newer than the last one changes nothing. */
  async execute({ deviceId, timestamp, signature, body }: AcceptDeviceReportRequest): Promise<void> {
    const { sealedSecret } = (await this.devices.secretsOf(deviceId)) ?? {};
    const at = Number(timestamp);
    const isTimely = Math.abs(this.clock.now().getTime() - at) <= TOLERANCE_MS;
    const secret = sealedSecret ? this.secrets.open(deviceId, sealedSecret) : undefined;
    if (secret === undefined || !isTimely || !isSignedBy(secret, timestamp, body, signature)) {
      throw new DomainError('TOKEN_INVALID', 'The signature is wrong or too old');
    }
    const { states, online } = read(body);
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.devices.markReported(tx, deviceId, new Date(at)))) return;
      const device = await this.devices.findById(deviceId, tx);
      const patch = device && reportable(device, { ...states, online });
      if (!patch) throw new DomainError('VALIDATION_FAILED', 'The device cannot have these states');
      await this.states.apply(tx, deviceId, patch, 'report');
    });
  }
}

function read(body: string): z.output<typeof report> {
  try {
    return report.parse(JSON.parse(body));
  } catch (cause) {
    throw new DomainError('VALIDATION_FAILED', 'The report must be {"states":{…},"online":true}', undefined, { cause });
  }
}
