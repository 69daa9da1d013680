import { Module, type DynamicModule } from '@nestjs/common';

import { ChatGateway } from './chat/chat.gateway.js';
import { Conversations } from './chat/conversations.js';
import { JoinConversations } from './chat/join-conversations.use-case.js';
import { MembershipWatch } from './chat/membership-watch.js';
import { ReadMarkers } from './chat/read-markers.js';
import { ReaderChecks } from './chat/reader-checks.js';
import { SendRates } from './chat/send-rates.js';
import { REALTIME_CONFIG, type RealtimeConfig } from './config.js';
import { Connections } from './connection/connections.js';
import { SessionFrames } from './connection/session-frames.js';
import { RedisLink } from './redis/redis-link.js';

const CONNECTION = [Connections, SessionFrames, RedisLink];
const CHAT = [ChatGateway, Conversations, JoinConversations, MembershipWatch, ReaderChecks, ReadMarkers, SendRates];

/** The sockets: who is connected, what each follows, and how events reach them. Nothing here outlives the process. */
@Module({})
export class RealtimeModule {
  static forRoot(config: RealtimeConfig): DynamicModule {
    return {
      module: RealtimeModule,
      providers: [{ provide: REALTIME_CONFIG, useValue: config }, ...CONNECTION, ...CHAT],
      exports: [Connections, SessionFrames],
    };
  }
}
