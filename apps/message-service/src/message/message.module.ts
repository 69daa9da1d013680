import { Module } from '@nestjs/common';

import { ChannelAccessModule } from '../channel-access/channel-access.module.js';
import { ConversationModule } from '../conversation/conversation.module.js';
import { ListMessages } from './list-messages.use-case.js';
import { MessagePresenter } from './message-presenter.js';
import { MessageController } from './message.controller.js';
import { MessageLog } from './message-log.js';
import { MessageRepository } from './message.repository.js';
import { ReadRange } from './read-range.use-case.js';
import { SendMessage } from './send-message.use-case.js';

@Module({
  imports: [ChannelAccessModule, ConversationModule],
  controllers: [MessageController],
  providers: [SendMessage, ListMessages, ReadRange, MessageLog, MessageRepository, MessagePresenter],
})
export class MessageModule {}
