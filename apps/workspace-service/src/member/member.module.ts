import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { ChangeModule } from '../change/change.module.js';
import { ChannelMemberModule } from '../channel-member/channel-member.module.js';
import { InvitationModule } from '../invitation/invitation.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { WorkspaceModule } from '../workspace/workspace.module.js';
import { AccountDeletedConsumer } from './account-deleted.consumer.js';
import { Departures } from './departures.js';
import { EndMemberships } from './end-memberships.use-case.js';
import { ListMembers } from './list-members.use-case.js';
import { MemberController } from './member.controller.js';
import { RemoveMember } from './remove-member.use-case.js';
import { SetMemberRole } from './set-member-role.use-case.js';
import { TransferWorkspace } from './transfer-workspace.use-case.js';

@Module({
  imports: [ChangeModule, MembershipModule, ActivityModule, ChannelMemberModule, InvitationModule, WorkspaceModule],
  controllers: [MemberController],
  providers: [
    ListMembers,
    SetMemberRole,
    TransferWorkspace,
    RemoveMember,
    Departures,
    EndMemberships,
    AccountDeletedConsumer,
  ],
})
export class MemberModule {}
