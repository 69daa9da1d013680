import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation/conversation.module.js';
import { AddresseeRepository } from './addressee.repository.js';
import { FollowNotifications } from './follow-notifications.use-case.js';
import { InvitationSentConsumer } from './invitation-sent.consumer.js';
import { ListNotifications } from './list-notifications.use-case.js';
import { NotifyOfMessageConsumer, WithdrawNotificationsConsumer } from './message.consumers.js';
import { MuteConversation } from './mute-conversation.use-case.js';
import { NotificationLog } from './notification-log.js';
import { NotificationLogRepository } from './notification-log.repository.js';
import { NotificationSettingsController } from './notification-settings.controller.js';
import { NotificationSettingsRepository } from './notification-settings.repository.js';
import { NotificationController } from './notification.controller.js';
import { NotificationRepository } from './notification.repository.js';
import { NotifyOfMessages } from './notify-of-messages.use-case.js';

@Module({
  imports: [ConversationModule],
  controllers: [NotificationController, NotificationSettingsController],
  providers: [
    AddresseeRepository,
    NotificationLog,
    NotificationLogRepository,
    NotificationRepository,
    NotificationSettingsRepository,
    NotifyOfMessages,
    ListNotifications,
    FollowNotifications,
    MuteConversation,
    NotifyOfMessageConsumer,
    WithdrawNotificationsConsumer,
    InvitationSentConsumer,
  ],
})
export class NotificationModule {}
