import { Module } from '@nestjs/common';

import { ChannelAccessModule } from '../channel-access/channel-access.module.js';
import { ConversationGate } from './conversation-gate.js';
import { ConversationController } from './conversation.controller.js';
import { ConversationRepository } from './conversation.repository.js';
import { KnownConversations } from './known-conversations.js';
import { OpenChannel } from './open-channel.use-case.js';
import { OpenConversations } from './open-conversations.use-case.js';

@Module({
  imports: [ChannelAccessModule],
  controllers: [ConversationController],
  providers: [ConversationRepository, ConversationGate, OpenChannel, OpenConversations, KnownConversations],
  exports: [ConversationRepository, ConversationGate, KnownConversations],
})
export class ConversationModule {}
