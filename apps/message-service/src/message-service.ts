import { DirectoryModule } from '@atrium/directory';
import type { ServiceDefinition } from '@atrium/service';
import type { z } from 'zod';

import { messageServiceConfig } from './config.js';
import { ConversationModule } from './conversation/conversation.module.js';
import { entities, migrations } from './database/schema.js';
import { MessageFactModule } from './message-fact/message-fact.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { MessageModule } from './message/message.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { SearchModule } from './search/search.module.js';

/** The service of conversations and the messages in them. */
export const messageService: ServiceDefinition<z.output<typeof messageServiceConfig>> = {
  name: 'message-service',
  service: 'message',
  config: messageServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: () => [
    DirectoryModule.forService('message'),
    ConversationModule,
    MessageModule,
    MessageFactModule,
    ReadingModule,
    InboxModule,
    SearchModule,
    NotificationModule,
    ErasureModule,
  ],
};
