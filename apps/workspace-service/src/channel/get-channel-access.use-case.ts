import { Injectable } from '@nestjs/common';
import type { ChannelAccess, GetChannelAccessRequest } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { ChannelRepository } from './channel.repository.js';

/** Says what a channel is to someone who may read it; to anyone else it does not exist: CHANNEL_NOT_FOUND. */
@Injectable()
export class GetChannelAccess {
  constructor(private readonly channels: ChannelRepository) {}

  async execute({ channelId, userId }: GetChannelAccessRequest): Promise<ChannelAccess> {
    const access = await this.channels.findAccess(channelId, userId);
    if (!access) throw new DomainError('CHANNEL_NOT_FOUND', 'Channel not found');
    return access;
  }
}
