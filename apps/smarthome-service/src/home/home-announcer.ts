import { Injectable } from '@nestjs/common';
import { homeAccessEnded } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ReportQueue } from '../homegraph/report-queue.js';
import { Clock } from '../time/clock.js';

/** Tells that people have no part in a home any more, and has Google look at their devices again. */
@Injectable()
export class HomeAnnouncer {
  constructor(
    private readonly outbox: Outbox,
    private readonly reports: ReportQueue,
    private readonly clock: Clock,
  ) {}

  async accessEnded(tx: Transaction, homeId: string, userIds: readonly string[]): Promise<void> {
    await this.outbox.add(tx, homeAccessEnded, { homeId, userIds, occurredAt: this.clock.now().toISOString() });
    await this.reports.requestSync(tx, userIds);
  }
}
