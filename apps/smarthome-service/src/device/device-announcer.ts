import { Injectable } from '@nestjs/common';
import { deviceChanged, type DeviceChangeKind } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ReportQueue } from '../homegraph/report-queue.js';
import { Clock } from '../time/clock.js';
import { DeviceRepository } from './device.repository.js';

/** Tells that a device is there, is described anew, or is gone; and has Google look at everybody's who sees it. */
@Injectable()
export class DeviceAnnouncer {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly outbox: Outbox,
    private readonly reports: ReportQueue,
    private readonly clock: Clock,
  ) {}

  async tell(
    tx: Transaction,
    { id: deviceId, homeId }: { readonly id: string; readonly homeId: string },
    change: DeviceChangeKind,
  ): Promise<void> {
    const occurredAt = this.clock.now().toISOString();
    await this.outbox.add(tx, deviceChanged, { deviceId, homeId, change, occurredAt });
    await this.reports.requestSync(tx, await this.devices.watchersOf(tx, homeId));
  }
}
