import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';

import { ReportQueue } from './report-queue.js';

/** Has Google ask for the devices that it does not know. */
@Injectable()
export class SyncUnknown {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: ReportQueue,
  ) {}

  request(agentUserId: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.queue.requestSync(tx, [agentUserId]));
  }
}
