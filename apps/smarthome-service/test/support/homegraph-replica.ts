import type { Database, UnitOfWork } from '@atrium/persistence';

import type { DeviceDirectory } from '../../src/device/device-directory.js';
import { EndReports } from '../../src/homegraph/end-reports.js';
import { FaultLog } from '../../src/homegraph/fault-log.js';
import { HomeGraphAccess } from '../../src/homegraph/homegraph-access.js';
import { HomeGraphClient } from '../../src/homegraph/homegraph-client.js';
import { HomegraphNotificationRepository } from '../../src/homegraph/homegraph-notification.repository.js';
import { HomegraphReportRepository } from '../../src/homegraph/homegraph-report.repository.js';
import type { HomeGraphSettings } from '../../src/homegraph/homegraph-settings.js';
import { HomegraphSyncRequestRepository } from '../../src/homegraph/homegraph-sync-request.repository.js';
import { HomeGraphUpkeep } from '../../src/homegraph/homegraph-upkeep.js';
import { HomeGraphWorker } from '../../src/homegraph/homegraph-worker.js';
import { ReportDelivery } from '../../src/homegraph/report-delivery.js';
import { ReportQueue } from '../../src/homegraph/report-queue.js';
import { ResolveUnknown } from '../../src/homegraph/resolve-unknown.js';
import { SendNotification } from '../../src/homegraph/send-notification.use-case.js';
import { SendReports } from '../../src/homegraph/send-reports.use-case.js';
import { SendSyncRequest } from '../../src/homegraph/send-sync-request.use-case.js';
import { SpreadSync } from '../../src/homegraph/spread-sync.use-case.js';
import { SyncUnknown } from '../../src/homegraph/sync-unknown.js';
import { QueuedNotifications, QueuedReports, QueuedSyncRequests } from '../../src/homegraph/work-queues.js';
import { GoogleLinkRepository } from '../../src/link/google-link.repository.js';
import { GoogleLinks } from '../../src/link/google-links.js';

export interface HomeGraphReplica {
  readonly links: GoogleLinks;
  readonly queue: ReportQueue;
  readonly reports: HomegraphReportRepository;
  readonly client: HomeGraphClient;
  readonly queuedReports: QueuedReports;
  readonly worker: Pick<HomeGraphWorker, 'onApplicationBootstrap' | 'onModuleDestroy'>;
}

/** What one process has of HomeGraph, put together by hand so that a test can have several. */
export function homeGraphReplica(
  database: Database,
  unitOfWork: UnitOfWork,
  devices: DeviceDirectory,
  settings: HomeGraphSettings,
): HomeGraphReplica {
  const linkRepository = new GoogleLinkRepository(database);
  const links = new GoogleLinks(linkRepository);
  const reports = new HomegraphReportRepository(database);
  const syncRequests = new HomegraphSyncRequestRepository(database);
  const notifications = new HomegraphNotificationRepository(database);
  const client = new HomeGraphClient(settings, new HomeGraphAccess(settings));
  const faults = new FaultLog();
  const queue = new ReportQueue(settings, linkRepository, reports, syncRequests, notifications);
  const endReports = new EndReports(unitOfWork, links, reports, syncRequests, notifications);
  const delivery = new ReportDelivery(client, reports, faults, settings);
  const resolve = new ResolveUnknown(client, endReports, faults, delivery, new SyncUnknown(unitOfWork, queue));
  const queuedReports = new QueuedReports(
    reports,
    new SendReports(devices, reports, delivery, endReports, resolve),
    settings,
  );
  const worker = new HomeGraphWorker(
    settings,
    queuedReports,
    new QueuedSyncRequests(
      syncRequests,
      new SendSyncRequest(client, syncRequests, endReports, faults, settings),
      settings,
    ),
    new QueuedNotifications(
      notifications,
      new SendNotification(client, notifications, devices, faults, settings),
      settings,
    ),
  );
  const upkeep = new HomeGraphUpkeep(settings, new SpreadSync(unitOfWork, linkRepository, reports), endReports);
  const both = {
    onApplicationBootstrap: () => [worker, upkeep].forEach((part) => part.onApplicationBootstrap()),
    onModuleDestroy: async () => {
      await Promise.all([worker, upkeep].map((part) => part.onModuleDestroy()));
    },
  };
  return { links, queue, reports, client, queuedReports, worker: both };
}
