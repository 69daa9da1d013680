import { Injectable } from '@nestjs/common';
import type { ListMessagesRequest, MessageView } from '@atrium/contracts';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { MessagePresenter } from './message-presenter.js';
import { MessageRepository } from './message.repository.js';

/** The newest messages of a channel, oldest first, for those who may read it; refuses with CHANNEL_NOT_FOUND. */
@Injectable()
export class ListMessages {
  constructor(
    private readonly gate: ChannelGate,
    private readonly messages: MessageRepository,
    private readonly presenter: MessagePresenter,
  ) {}

  async execute(userId: string, { channelId, limit }: ListMessagesRequest): Promise<MessageView[]> {
    const latest = await this.gate.pass(channelId, userId, () => this.messages.findLatest(channelId, userId, limit));
    return this.presenter.present(latest);
  }
}
