import { Injectable } from '@nestjs/common';

import { HomegraphNotificationRepository } from './homegraph-notification.repository.js';
import { HomegraphReportRepository } from './homegraph-report.repository.js';
import { HomeGraphSettings } from './homegraph-settings.js';
import { HomegraphSyncRequestRepository } from './homegraph-sync-request.repository.js';
import { SendNotification } from './send-notification.use-case.js';
import { SendReports } from './send-reports.use-case.js';
import { SendSyncRequest } from './send-sync-request.use-case.js';

/** Devices in one report. */
const BATCH = 50;

/** Claims reports and sends them. */
@Injectable()
export class QueuedReports {
  constructor(
    private readonly reports: HomegraphReportRepository,
    private readonly sendReports: SendReports,
    private readonly settings: HomeGraphSettings,
  ) {}

  /** Works off what one person's devices have waiting, under a name of its own; false when nothing was due. */
  async workOff(claim: string): Promise<boolean> {
    const batch = await this.reports.claim(claim, this.settings.timings.lease, BATCH);
    if (batch.length === 0) return false;
    await this.sendReports.execute(claim, batch);
    return true;
  }
}

/** Claims requests for a SYNC and sends them. */
@Injectable()
export class QueuedSyncRequests {
  constructor(
    private readonly requests: HomegraphSyncRequestRepository,
    private readonly sendSyncRequest: SendSyncRequest,
    private readonly settings: HomeGraphSettings,
  ) {}

  /** Works off one person's request; false when none was due. */
  async workOff(claim: string): Promise<boolean> {
    const request = await this.requests.claim(claim, this.settings.timings.lease);
    if (request) await this.sendSyncRequest.execute(claim, request);
    return request !== undefined;
  }
}

/** Claims notifications and sends them. */
@Injectable()
export class QueuedNotifications {
  constructor(
    private readonly notifications: HomegraphNotificationRepository,
    private readonly sendNotification: SendNotification,
    private readonly settings: HomeGraphSettings,
  ) {}

  /** Works off one notification; false when none was due. */
  async workOff(claim: string): Promise<boolean> {
    const notification = await this.notifications.claim(claim, this.settings.timings.lease);
    if (notification) await this.sendNotification.execute(claim, notification);
    return notification !== undefined;
  }
}
