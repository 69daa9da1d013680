import { Injectable } from '@nestjs/common';
import type {
  ActiveUsersRequest,
  ChannelMetric,
  DayCount,
  MemberMetric,
  MessagesPerDayRequest,
  MetricsRangeRequest,
} from '@atrium/contracts';
import { People } from '@atrium/directory';
import { DomainError } from '@atrium/rpc';

import { MembershipRepository } from '../membership/membership.repository.js';
import { requireAtLeast } from '../membership/roles.js';
import { MetricRepository } from './metric.repository.js';

/** How much is written in a workspace, for all members but guests, who would learn of channels they may not see. */
@Injectable()
export class ShowMetrics {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly metrics: MetricRepository,
    private readonly people: People,
  ) {}

  async messagesPerDay(userId: string, { workspaceId, timeZone = 'UTC' }: MessagesPerDayRequest): Promise<DayCount[]> {
    await this.requireInsider(workspaceId, userId);
    requireTimeZone(timeZone);
    return this.metrics.findPerDay(workspaceId, timeZone);
  }

  async activeUsers(userId: string, { workspaceId, minutes }: ActiveUsersRequest): Promise<number> {
    await this.requireInsider(workspaceId, userId);
    return this.metrics.countActive(workspaceId, minutes);
  }

  async perChannel(userId: string, range: MetricsRangeRequest): Promise<ChannelMetric[]> {
    await this.requireInsider(range.workspaceId, userId);
    return this.metrics.findPerChannel(range, userId);
  }

  async perMember(userId: string, range: MetricsRangeRequest): Promise<MemberMetric[]> {
    await this.requireInsider(range.workspaceId, userId);
    const counts = await this.metrics.findPerMember(range);
    if (counts.length === 0) return [];
    const people = await this.people.find(counts.map((count) => count.userId));
    return counts.map(({ userId: id, messages }) => ({ user_id: id, email: people.get(id)?.email ?? '', messages }));
  }

  private async requireInsider(workspaceId: number, userId: string): Promise<void> {
    requireAtLeast(await this.memberships.requireRole(workspaceId, userId), 'member');
  }
}

/** PostgreSQL would end the statement with a fault of its own. */
function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    const detail = 'timeZone must be a name of the IANA time zone database, such as Europe/Berlin';
    throw new DomainError('VALIDATION_FAILED', detail, { timeZone: [detail] });
  }
}
