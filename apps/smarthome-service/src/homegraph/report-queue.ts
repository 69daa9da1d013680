import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { GoogleLinkRepository } from '../link/google-link.repository.js';
import { HomegraphNotificationRepository } from './homegraph-notification.repository.js';
import { HomegraphReportRepository } from './homegraph-report.repository.js';
import { HomeGraphSettings } from './homegraph-settings.js';
import { HomegraphSyncRequestRepository } from './homegraph-sync-request.repository.js';

/** How a command ended that was answered with PENDING: the states it set, or why it failed. */
export type FollowUp = { readonly states: object } | { readonly errorCode: string };

/** Which command a follow-up belongs to. */
export interface PendingCommand {
  readonly userId: string;
  readonly deviceId: string;
  /** For example `action.devices.traits.LockUnlock`. */
  readonly trait: string;
  readonly followUpToken: string;
}

/**
 * What Google is to be told. It is stored in the caller's transaction, so it is told after commit, or never; nothing is
 * stored while HomeGraph is off or nobody is linked.
 */
@Injectable()
export class ReportQueue {
  constructor(
    private readonly settings: HomeGraphSettings,
    private readonly links: GoogleLinkRepository,
    private readonly reports: HomegraphReportRepository,
    private readonly syncRequests: HomegraphSyncRequestRepository,
    private readonly notifications: HomegraphNotificationRepository,
  ) {}

  /** These devices' states changed, or they came or went: everybody linked who sees them has the newest reported. */
  async enqueue(tx: Transaction, ...deviceIds: readonly string[]): Promise<void> {
    if (!this.settings.isOn) return;
    await this.reports.markDevices(tx, deviceIds, this.settings.timings.debounce);
  }

  /** These people see other devices than before, or the same ones with other names, types, traits or rooms. */
  async requestSync(tx: Transaction, userIds: readonly string[]): Promise<void> {
    if (!this.settings.isOn || userIds.length === 0) return;
    const linked = await this.links.linkedOf(userIds, tx);
    if (linked.length > 0) await this.syncRequests.mark(tx, linked, this.settings.timings.debounce);
  }

  /** A command that Google gave a token for has ended; Google says so to whoever asked, within five minutes. */
  async followUp(
    tx: Transaction,
    { userId, deviceId, trait, followUpToken }: PendingCommand,
    end: FollowUp,
  ): Promise<void> {
    if (!this.settings.isOn) return;
    const notification = followUpNotification(trait, followUpToken, end);
    await this.notifications.add(tx, randomUUID(), userId, deviceId, notification);
  }
}

/** What Google is sent of a command's end. */
export function followUpNotification(trait: string, followUpToken: string, end: FollowUp): Record<string, object> {
  const outcome =
    'errorCode' in end ? { status: 'FAILURE', errorCode: end.errorCode } : { status: 'SUCCESS', ...end.states };
  return { [shortName(trait)]: { priority: 0, followUpResponse: { ...outcome, followUpToken } } };
}

function shortName(trait: string): string {
  return trait.slice(trait.lastIndexOf('.') + 1);
}
