import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';

import { GoogleLinks } from '../link/google-links.js';
import { HomegraphNotificationRepository } from './homegraph-notification.repository.js';
import { HomegraphReportRepository } from './homegraph-report.repository.js';
import { HomegraphSyncRequestRepository } from './homegraph-sync-request.repository.js';

/** Takes everything off the queue that concerns somebody who is not linked any more. */
@Injectable()
export class EndReports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: GoogleLinks,
    private readonly reports: HomegraphReportRepository,
    private readonly syncRequests: HomegraphSyncRequestRepository,
    private readonly notifications: HomegraphNotificationRepository,
  ) {}

  /** True when the person is linked; else nothing waits for them afterwards. */
  async unlessLinked(agentUserId: string): Promise<boolean> {
    if (await this.links.isLinked(agentUserId)) return true;
    await this.of(agentUserId);
    return false;
  }

  /** Forgets what was reported of people who have unlinked meanwhile. */
  sweep(): Promise<void> {
    return this.reports.forgetUnlinked();
  }

  /** Google does not know them: the link is over. */
  async of(agentUserId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.links.unlink(tx, agentUserId);
      await this.reports.forget(tx, agentUserId);
      await this.syncRequests.forget(tx, agentUserId);
      await this.notifications.forget(tx, agentUserId);
    });
  }
}
