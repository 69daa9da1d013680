import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  acceptInvitation,
  acceptInvitationLink,
  declineInvitation,
  listOwnInvitations,
  type AcceptInvitationLinkRequest,
  type ListOwnInvitationsRequest,
  type OfInvitation,
  type OwnInvitationView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { AnswerInvitation } from './answer-invitation.use-case.js';
import { InvitationViews } from './invitation-views.js';
import { InvitationRepository } from './invitation.repository.js';

/** Invitations as those see them who are invited. */
@Controller()
export class OwnInvitationController {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly views: InvitationViews,
    private readonly answer: AnswerInvitation,
  ) {}

  @RpcHandler(listOwnInvitations)
  async list(
    @Payload() _request: ListOwnInvitationsRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<OwnInvitationView[]> {
    return this.views.forInvited(await this.invitations.findOfPerson(userId));
  }

  @RpcHandler(acceptInvitation)
  async accept(
    @Payload() { invitationId }: OfInvitation,
    @CurrentCaller() caller: Caller,
  ): Promise<{ workspace_id: number }> {
    return { workspace_id: await this.answer.accept(caller, invitationId) };
  }

  @RpcHandler(acceptInvitationLink)
  async acceptLink(
    @Payload() { token }: AcceptInvitationLinkRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ workspace_id: number }> {
    return { workspace_id: await this.answer.acceptLink(caller, token) };
  }

  @RpcHandler(declineInvitation)
  async decline(
    @Payload() { invitationId }: OfInvitation,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ invitationId: string }> {
    await this.answer.decline(userId, invitationId);
    return { invitationId };
  }
}
