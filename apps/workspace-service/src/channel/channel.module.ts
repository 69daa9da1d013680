import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { ChangeModule } from '../change/change.module.js';
import { ChannelMemberModule } from '../channel-member/channel-member.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { ChannelChanges } from './channel-changes.js';
import { ChannelController } from './channel.controller.js';
import { ChannelRepository } from './channel.repository.js';
import { CreateChannel } from './create-channel.use-case.js';
import { EnterChannel } from './enter-channel.use-case.js';
import { GetChannelAccess } from './get-channel-access.use-case.js';
import { LeaveChannel } from './leave-channel.use-case.js';
import { ListChannelMembers } from './list-channel-members.use-case.js';
import { ListChannels } from './list-channels.use-case.js';
import { OwnChannelController } from './own-channel.controller.js';
import { UpdateChannel } from './update-channel.use-case.js';

@Module({
  imports: [ChangeModule, MembershipModule, ActivityModule, ChannelMemberModule],
  controllers: [ChannelController, OwnChannelController],
  providers: [
    CreateChannel,
    ListChannels,
    GetChannelAccess,
    UpdateChannel,
    EnterChannel,
    LeaveChannel,
    ListChannelMembers,
    ChannelChanges,
    ChannelRepository,
  ],
})
export class ChannelModule {}
