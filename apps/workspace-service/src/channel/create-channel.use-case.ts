import { Injectable } from '@nestjs/common';
import { channelCreated, type CreateChannelRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { ActivityRepository } from '../activity/activity.repository.js';
import { channelWasCreated } from '../activity/new-activity.js';
import { MembershipRepository } from '../membership/membership.repository.js';
import { nameKey, plainName } from '../naming/plain-text.js';
import type { Channel } from './channel.entity.js';
import { ChannelRepository } from './channel.repository.js';

/** Makes a channel with the caller in it and tells the suite. Guests may not. */
@Injectable()
export class CreateChannel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly memberships: MembershipRepository,
    private readonly channels: ChannelRepository,
    private readonly activities: ActivityRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, request: CreateChannelRequest): Promise<Channel> {
    const { workspaceId, isPrivate } = request;
    const role = await this.memberships.requireRole(workspaceId, caller.userId);
    if (role === 'guest') throw new DomainError('FORBIDDEN', 'Guests may not create channels');
    const name = plainName(request.name, 'name');
    const described = { workspaceId, name, nameKey: nameKey(name), isPrivate, createdBy: caller.userId };
    return this.unitOfWork.run(async (tx) => {
      const channel = await this.channels.insert(tx, { ...described, createdAt: new Date() });
      const { id, createdBy, createdAt } = channel;
      await this.channels.insertMember(tx, { channelId: id, userId: createdBy, joinedAt: createdAt });
      await this.activities.record(tx, channelWasCreated(caller, channel));
      await this.tell(tx, channel);
      return channel;
    });
  }

  private tell(tx: Transaction, channel: Channel): Promise<void> {
    const { id, workspaceId, name, isPrivate, createdBy, createdAt } = channel;
    const occurredAt = createdAt.toISOString();
    return this.outbox.add(tx, channelCreated, { channelId: id, workspaceId, name, isPrivate, createdBy, occurredAt });
  }
}
