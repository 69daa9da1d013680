import { Module } from '@nestjs/common';

import { ChannelAccessModule } from '../channel-access/channel-access.module.js';
import { ConversationModule } from '../conversation/conversation.module.js';
import { AddressesModule } from '../directory/addresses.module.js';
import { HeadsModule } from '../heads/heads.module.js';
import { LogEntriesRepository } from '../log/log-entries.repository.js';
import { ReadRange } from '../log/read-range.use-case.js';
import { MentionDirectory } from '../mention/mention-directory.js';
import { ReactToMessage } from '../reaction/react-to-message.use-case.js';
import { ReactionRepository } from '../reaction/reaction.repository.js';
import { DeleteMessage } from './delete-message.use-case.js';
import { EditMessage } from './edit-message.use-case.js';
import { GetMessage } from './get-message.use-case.js';
import { ListMessages } from './list-messages.use-case.js';
import { MessageChange } from './message-change.js';
import { MessageChangeController } from './message-change.controller.js';
import { MessageChangeRepository } from './message-change.repository.js';
import { MessageListRepository } from './message-list.repository.js';
import { MessagePresenter } from './message-presenter.js';
import { MessageTargets } from './message-targets.js';
import { MessageController } from './message.controller.js';
import { MessageLog } from './message-log.js';
import { MessageRepository } from './message.repository.js';
import { SendMessage } from './send-message.use-case.js';

@Module({
  imports: [AddressesModule, ChannelAccessModule, ConversationModule, HeadsModule],
  controllers: [MessageController, MessageChangeController],
  providers: [
    SendMessage,
    MessageTargets,
    MessageLog,
    MessageRepository,
    ListMessages,
    GetMessage,
    MessageListRepository,
    MessagePresenter,
    EditMessage,
    DeleteMessage,
    MessageChange,
    MessageChangeRepository,
    ReactToMessage,
    ReactionRepository,
    MentionDirectory,
    ReadRange,
    LogEntriesRepository,
  ],
})
export class MessageModule {}
