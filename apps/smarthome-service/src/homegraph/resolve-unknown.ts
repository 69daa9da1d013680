import { Injectable } from '@nestjs/common';

import { EndReports } from './end-reports.js';
import { FaultLog } from './fault-log.js';
import { HomeGraphClient } from './homegraph-client.js';
import { HomeGraphFault } from './homegraph-fault.js';
import { ReportDelivery, type PreparedReport } from './report-delivery.js';
import { SyncUnknown } from './sync-unknown.js';

/**
 * Finds out what HomeGraph means by 404. It says the same of somebody who is not linked and of a device that has not
 * been synced yet, and only the first ends the reports.
 */
@Injectable()
export class ResolveUnknown {
  constructor(
    private readonly client: HomeGraphClient,
    private readonly endReports: EndReports,
    private readonly faults: FaultLog,
    private readonly delivery: ReportDelivery,
    private readonly syncing: SyncUnknown,
  ) {}

  /** Returns the reports that can be sent by themselves; of the others nothing is left to do. */
  async execute(
    claim: string,
    agentUserId: string,
    batch: readonly PreparedReport[],
    refusal: HomeGraphFault,
  ): Promise<PreparedReport[]> {
    let synced: Set<string>;
    try {
      synced = await this.client.syncedDevices(agentUserId);
    } catch (error) {
      const fault = this.faults.read(error);
      if (fault.kind === 'unknown') await this.endReports.of(agentUserId);
      else await this.delivery.postpone(claim, agentUserId, batch, fault);
      return [];
    }
    const unknown = batch.filter(({ deviceId }) => !synced.has(deviceId));
    const later = unknown.length > 0 ? unknown : batch;
    if (unknown.length > 0) await this.syncing.request(agentUserId);
    await this.delivery.postpone(claim, agentUserId, later, refusal);
    return batch.filter((report) => !later.includes(report));
  }
}
