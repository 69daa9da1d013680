import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { ChangeModule } from '../change/change.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { AnswerInvitation } from './answer-invitation.use-case.js';
import { InvitationViews } from './invitation-views.js';
import { InvitationController } from './invitation.controller.js';
import { InvitationRepository } from './invitation.repository.js';
import { InviteMember } from './invite-member.use-case.js';
import { Invitees } from './invitees.js';
import { ManageInvitations } from './manage-invitations.use-case.js';
import { OwnInvitationController } from './own-invitation.controller.js';
import { PrepareInvitationMail } from './prepare-invitation-mail.use-case.js';

@Module({
  imports: [ChangeModule, MembershipModule, ActivityModule],
  controllers: [InvitationController, OwnInvitationController],
  providers: [
    InviteMember,
    ManageInvitations,
    AnswerInvitation,
    PrepareInvitationMail,
    Invitees,
    InvitationViews,
    InvitationRepository,
  ],
  exports: [InvitationRepository],
})
export class InvitationModule {}
