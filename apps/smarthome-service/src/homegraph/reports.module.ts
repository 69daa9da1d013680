import { Module } from '@nestjs/common';

import { LinkModule } from '../link/link.module.js';
import { HomegraphNotificationRepository } from './homegraph-notification.repository.js';
import { HomegraphReportRepository } from './homegraph-report.repository.js';
import { HomegraphSyncRequestRepository } from './homegraph-sync-request.repository.js';
import { ReportQueue } from './report-queue.js';

/** The queue of what Google is to be told: for whatever changes devices. Knows nothing of how it is told. */
@Module({
  imports: [LinkModule],
  providers: [ReportQueue, HomegraphReportRepository, HomegraphSyncRequestRepository, HomegraphNotificationRepository],
  exports: [
    ReportQueue,
    HomegraphReportRepository,
    HomegraphSyncRequestRepository,
    HomegraphNotificationRepository,
    LinkModule,
  ],
})
export class ReportsModule {}
