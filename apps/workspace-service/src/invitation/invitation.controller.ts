import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  inviteMember,
  listInvitations,
  prepareInvitationMail,
  revokeInvitation,
  type InvitationMail,
  type InvitationView,
  type InviteMemberRequest,
  type ListInvitationsRequest,
  type PrepareInvitationMailRequest,
  type RevokeInvitationRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { InvitationViews } from './invitation-views.js';
import { InviteMember } from './invite-member.use-case.js';
import { ManageInvitations } from './manage-invitations.use-case.js';
import { PrepareInvitationMail } from './prepare-invitation-mail.use-case.js';

/** Invitations as those see them who send them. */
@Controller()
export class InvitationController {
  constructor(
    private readonly inviteUseCase: InviteMember,
    private readonly manage: ManageInvitations,
    private readonly views: InvitationViews,
    private readonly prepareUseCase: PrepareInvitationMail,
  ) {}

  @RpcHandler(inviteMember)
  async invite(@Payload() request: InviteMemberRequest, @CurrentCaller() caller: Caller): Promise<InvitationView> {
    return this.views.forManager(await this.inviteUseCase.execute(caller, request));
  }

  @RpcHandler(listInvitations)
  async list(
    @Payload() request: ListInvitationsRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ items: InvitationView[]; next: string | null }> {
    const found = await this.manage.list(userId, request);
    const shown = found.slice(0, request.limit);
    const next = found.length > shown.length ? (shown.at(-1)?.id ?? null) : null;
    return { items: await this.views.forManagers(shown), next };
  }

  @RpcHandler(revokeInvitation)
  async revoke(
    @Payload() request: RevokeInvitationRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ invitationId: string }> {
    await this.manage.revoke(userId, request);
    return { invitationId: request.invitationId };
  }

  @RpcHandler(prepareInvitationMail)
  prepareMail(@Payload() request: PrepareInvitationMailRequest): Promise<InvitationMail> {
    return this.prepareUseCase.execute(request);
  }
}
