import { Injectable, Logger } from '@nestjs/common';

import { DeviceDirectory } from '../device/device-directory.js';
import { backOff } from './back-off.js';
import { FaultLog } from './fault-log.js';
import { HomeGraphClient } from './homegraph-client.js';
import { HomegraphNotificationRepository, type ClaimedNotification } from './homegraph-notification.repository.js';
import { HomeGraphSettings } from './homegraph-settings.js';
import { reportOf } from './reportable-state.js';

/** Tells Google one thing to say of a device, with the device's states. */
@Injectable()
export class SendNotification {
  private readonly logger = new Logger(SendNotification.name);

  constructor(
    private readonly client: HomeGraphClient,
    private readonly notifications: HomegraphNotificationRepository,
    private readonly devices: DeviceDirectory,
    private readonly faults: FaultLog,
    private readonly settings: HomeGraphSettings,
  ) {}

  async execute(claim: string, notification: ClaimedNotification): Promise<void> {
    const { id, agentUserId, deviceId } = notification;
    const device = (await this.devices.findForUser(agentUserId, [deviceId])).get(deviceId);
    if (!device || notification.hasExpired) return this.notifications.remove(id);
    const notice = { eventId: id, notifications: { [deviceId]: notification.notification } };
    try {
      await this.client.report(agentUserId, { [deviceId]: reportOf(device) }, notice);
      await this.notifications.remove(id);
    } catch (error) {
      const fault = this.faults.read(error);
      if (fault.kind === 'transient' || fault.kind === 'forbidden') {
        const delay = backOff(fault, notification.attempts, this.settings.timings);
        return this.notifications.postpone(claim, notification, delay);
      }
      this.logger.error({ msg: 'notification refused', deviceId, agentUserId, fault: fault.message });
      await this.notifications.remove(id);
    }
  }
}
