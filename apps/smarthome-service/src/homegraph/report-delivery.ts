import { Injectable } from '@nestjs/common';
import type { TraitState } from '@atrium/google-home';

import { backOff } from './back-off.js';
import { FaultLog } from './fault-log.js';
import { HomeGraphClient } from './homegraph-client.js';
import type { HomeGraphFault } from './homegraph-fault.js';
import { HomegraphReportRepository, type ClaimedReport } from './homegraph-report.repository.js';
import { HomeGraphSettings } from './homegraph-settings.js';

/** A claimed report with the states it tells. */
export interface PreparedReport extends ClaimedReport {
  readonly states: TraitState;
}

/** Sends claimed reports and keeps the books of it. */
@Injectable()
export class ReportDelivery {
  constructor(
    private readonly client: HomeGraphClient,
    private readonly reports: HomegraphReportRepository,
    private readonly faults: FaultLog,
    private readonly settings: HomeGraphSettings,
  ) {}

  /** One call for all of them; returns what went wrong. They are off the queue once Google has them. */
  async send(
    claim: string,
    agentUserId: string,
    batch: readonly PreparedReport[],
  ): Promise<HomeGraphFault | undefined> {
    try {
      await this.client.report(
        agentUserId,
        Object.fromEntries(batch.map(({ deviceId, states }) => [deviceId, states])),
      );
    } catch (error) {
      return this.faults.read(error);
    }
    await this.reports.acknowledge(claim, agentUserId, batch);
    return undefined;
  }

  /** Leaves them for later; how much later is for the one that failed most often to say. */
  async postpone(
    claim: string,
    agentUserId: string,
    batch: readonly ClaimedReport[],
    fault: HomeGraphFault,
  ): Promise<void> {
    const attempts = Math.max(...batch.map((report) => report.attempts));
    const ids = batch.map(({ deviceId }) => deviceId);
    await this.reports.postpone(claim, agentUserId, ids, backOff(fault, attempts, this.settings.timings));
  }

  /** Takes time for another call; false when somebody else is at it by now. */
  extend(claim: string, agentUserId: string): Promise<boolean> {
    return this.reports.extend(claim, agentUserId, this.settings.timings.lease);
  }
}
