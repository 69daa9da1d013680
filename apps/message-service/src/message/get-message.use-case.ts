import { Injectable } from '@nestjs/common';
import type { MessageDetail } from '@atrium/contracts';

import { ConversationGate } from '../conversation/conversation-gate.js';
import { MessageListRepository } from './message-list.repository.js';
import { MessagePresenter } from './message-presenter.js';

/** One message for those who may read it; refuses with MESSAGE_NOT_FOUND, also when it is deleted. */
@Injectable()
export class GetMessage {
  constructor(
    private readonly gate: ConversationGate,
    private readonly messages: MessageListRepository,
    private readonly presenter: MessagePresenter,
  ) {}

  async execute(userId: string, messageId: string): Promise<MessageDetail> {
    const message = await this.gate.passMessage(messageId, userId, () => this.messages.findOne(messageId, userId));
    const [detail] = await this.presenter.presentDetails([message], userId);
    if (!detail) throw new Error('One message has one view');
    return detail;
  }
}
