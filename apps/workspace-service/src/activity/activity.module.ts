import { Module } from '@nestjs/common';

import { MembershipModule } from '../membership/membership.module.js';
import { ActivityController } from './activity.controller.js';
import { ActivityRepository } from './activity.repository.js';
import { ListActivities } from './list-activities.use-case.js';
import { MessageSentConsumer } from './message-sent.consumer.js';

@Module({
  imports: [MembershipModule],
  controllers: [ActivityController],
  providers: [ListActivities, ActivityRepository, MessageSentConsumer],
  exports: [ActivityRepository],
})
export class ActivityModule {}
