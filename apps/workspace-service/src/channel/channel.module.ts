import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { ChangeModule } from '../change/change.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { ChannelController } from './channel.controller.js';
import { ChannelRepository } from './channel.repository.js';
import { CreateChannel } from './create-channel.use-case.js';
import { GetChannelAccess } from './get-channel-access.use-case.js';
import { ListChannels } from './list-channels.use-case.js';

@Module({
  imports: [ChangeModule, MembershipModule, ActivityModule],
  controllers: [ChannelController],
  providers: [CreateChannel, ListChannels, GetChannelAccess, ChannelRepository],
})
export class ChannelModule {}
