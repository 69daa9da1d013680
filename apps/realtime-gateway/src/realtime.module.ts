import { Module } from '@nestjs/common';

import { ChatGateway } from './chat/chat.gateway.js';
import { Connections } from './connection/connections.js';
import { ConversationFeeds } from './feed/conversation-feeds.js';

/** The sockets: who is connected, what each follows, and how events reach them. Nothing here outlives the process. */
@Module({
  providers: [Connections, ConversationFeeds, ChatGateway],
  exports: [Connections],
})
export class RealtimeModule {}
