import { Module } from '@nestjs/common';

import { DeviceModule } from '../device/device.module.js';
import { BacklogMetrics } from './backlog-metrics.js';
import { EndReports } from './end-reports.js';
import { FaultLog } from './fault-log.js';
import { HomeGraphAccess } from './homegraph-access.js';
import { HomeGraphClient } from './homegraph-client.js';
import { HomeGraphUpkeep } from './homegraph-upkeep.js';
import { HomeGraphWorker } from './homegraph-worker.js';
import { ReportDelivery } from './report-delivery.js';
import { ReportsModule } from './reports.module.js';
import { ResolveUnknown } from './resolve-unknown.js';
import { SendNotification } from './send-notification.use-case.js';
import { SendReports } from './send-reports.use-case.js';
import { SendSyncRequest } from './send-sync-request.use-case.js';
import { SpreadSync } from './spread-sync.use-case.js';
import { SyncUnknown } from './sync-unknown.js';
import { QueuedNotifications, QueuedReports, QueuedSyncRequests } from './work-queues.js';

/** Tells Google's HomeGraph what happens to the devices of people who have linked it. */
@Module({
  imports: [ReportsModule, DeviceModule],
  providers: [
    HomeGraphAccess,
    HomeGraphClient,
    FaultLog,
    EndReports,
    ReportDelivery,
    ResolveUnknown,
    SyncUnknown,
    SendReports,
    SendSyncRequest,
    SendNotification,
    SpreadSync,
    QueuedReports,
    QueuedSyncRequests,
    QueuedNotifications,
    HomeGraphWorker,
    HomeGraphUpkeep,
    BacklogMetrics,
  ],
})
export class HomeGraphModule {}
