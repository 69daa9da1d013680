import { Module } from '@nestjs/common';

import { ChannelAccessModule } from '../channel-access/channel-access.module.js';
import { AddressesModule } from '../directory/addresses.module.js';
import { ConversationGate } from './conversation-gate.js';
import { ConversationListController } from './conversation-list.controller.js';
import { ConversationListRepository } from './conversation-list.repository.js';
import { ConversationPresenter } from './conversation-presenter.js';
import { ConversationController } from './conversation.controller.js';
import { ConversationRepository } from './conversation.repository.js';
import { KnownConversations } from './known-conversations.js';
import { ListConversations } from './list-conversations.use-case.js';
import { OpenChannel } from './open-channel.use-case.js';
import { OpenConversations } from './open-conversations.use-case.js';
import { PeopleConversationRepository } from './people-conversation.repository.js';
import { PeopleConversations } from './people-conversations.js';
import { Recipients } from './recipients.js';

@Module({
  imports: [AddressesModule, ChannelAccessModule],
  controllers: [ConversationController, ConversationListController],
  providers: [
    ListConversations,
    ConversationListRepository,
    ConversationPresenter,
    PeopleConversations,
    PeopleConversationRepository,
    Recipients,
    ConversationRepository,
    ConversationGate,
    OpenChannel,
    OpenConversations,
    KnownConversations,
  ],
  exports: [PeopleConversations, Recipients, ConversationRepository, ConversationGate, KnownConversations],
})
export class ConversationModule {}
