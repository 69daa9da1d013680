import { Module, type DynamicModule } from '@nestjs/common';

import { ActivityGateway } from './activity/activity.gateway.js';
import { SightWatch } from './activity/sight-watch.js';
import { WorkspaceFeeds } from './activity/workspace-feeds.js';
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
import { DeviceFeeds } from './device/device-feeds.js';
import { DeviceGateway } from './device/device.gateway.js';
import { NotificationFeeds } from './notification/notification-feeds.js';
import { NotificationGateway } from './notification/notification.gateway.js';
import { PresenceFanout } from './presence/presence-fanout.js';
import { PresenceController } from './presence/presence.controller.js';
import { PresenceGateway } from './presence/presence.gateway.js';
import { Presence } from './presence/presence.js';
import { Watchers } from './presence/watchers.js';
import { RedisLink } from './redis/redis-link.js';

const CONNECTION = [Connections, SessionFrames, RedisLink];
const CHAT = [ChatGateway, Conversations, JoinConversations, MembershipWatch, ReaderChecks, ReadMarkers, SendRates];
const ACTIVITY = [ActivityGateway, SightWatch, WorkspaceFeeds];
const DEVICES = [DeviceGateway, DeviceFeeds];
const PRESENCE = [PresenceGateway, Presence, PresenceFanout, Watchers];
const NOTIFICATIONS = [NotificationGateway, NotificationFeeds];

/** The sockets: who is connected, what each follows, and how events reach them. Nothing here outlives the process. */
@Module({})
export class RealtimeModule {
  static forRoot(config: RealtimeConfig): DynamicModule {
    return {
      module: RealtimeModule,
      controllers: [PresenceController],
      providers: [
        { provide: REALTIME_CONFIG, useValue: config },
        ...CONNECTION,
        ...CHAT,
        ...ACTIVITY,
        ...NOTIFICATIONS,
        ...PRESENCE,
        ...DEVICES,
      ],
      exports: [Connections, SessionFrames],
    };
  }
}
