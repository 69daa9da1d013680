import { Module } from '@nestjs/common';

import { ChannelMemberModule } from '../channel-member/channel-member.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { ActivityFeed } from './activity-feed.js';
import { ActivityController } from './activity.controller.js';
import { ActivityRepository } from './activity.repository.js';
import { DeviceNoticedConsumer } from './device-noticed.consumer.js';
import { FollowActivities } from './follow-activities.use-case.js';
import { ListActivities } from './list-activities.use-case.js';
import { MessageSentConsumer } from './message-sent.consumer.js';

@Module({
  imports: [MembershipModule, ChannelMemberModule],
  controllers: [ActivityController],
  providers: [
    ListActivities,
    FollowActivities,
    ActivityRepository,
    ActivityFeed,
    MessageSentConsumer,
    DeviceNoticedConsumer,
  ],
  exports: [ActivityFeed, ActivityRepository],
})
export class ActivityModule {}
