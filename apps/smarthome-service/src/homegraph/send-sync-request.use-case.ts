import { Injectable } from '@nestjs/common';

import { backOff } from './back-off.js';
import { EndReports } from './end-reports.js';
import { FaultLog } from './fault-log.js';
import { HomeGraphClient } from './homegraph-client.js';
import { HomeGraphSettings } from './homegraph-settings.js';
import { HomegraphSyncRequestRepository, type ClaimedSyncRequest } from './homegraph-sync-request.repository.js';

/** Has Google ask one person's devices anew. */
@Injectable()
export class SendSyncRequest {
  constructor(
    private readonly client: HomeGraphClient,
    private readonly requests: HomegraphSyncRequestRepository,
    private readonly endReports: EndReports,
    private readonly faults: FaultLog,
    private readonly settings: HomeGraphSettings,
  ) {}

  async execute(claim: string, request: ClaimedSyncRequest): Promise<void> {
    if (!(await this.endReports.unlessLinked(request.agentUserId))) return;
    const { timings } = this.settings;
    try {
      await this.client.requestSync(request.agentUserId);
      await this.requests.settle(claim, request, timings.debounce);
    } catch (error) {
      const fault = this.faults.read(error);
      if (fault.kind === 'unknown') await this.endReports.of(request.agentUserId);
      else await this.requests.postpone(claim, request, backOff(fault, request.attempts, timings));
    }
  }
}
