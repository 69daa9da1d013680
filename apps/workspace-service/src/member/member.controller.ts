import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  leaveWorkspace,
  listMembers,
  removeMember,
  setMemberRole,
  transferWorkspace,
  type ListMembersRequest,
  type MemberList,
  type OfMember,
  type OfWorkspace,
  type SetMemberRoleRequest,
  type WorkspaceRole,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ListMembers } from './list-members.use-case.js';
import { RemoveMember } from './remove-member.use-case.js';
import { SetMemberRole } from './set-member-role.use-case.js';
import { TransferWorkspace } from './transfer-workspace.use-case.js';

@Controller()
export class MemberController {
  constructor(
    private readonly listUseCase: ListMembers,
    private readonly setRoleUseCase: SetMemberRole,
    private readonly removeUseCase: RemoveMember,
    private readonly transferUseCase: TransferWorkspace,
  ) {}

  @RpcHandler(listMembers)
  list(@Payload() request: ListMembersRequest, @CurrentCaller() caller: Caller): Promise<MemberList> {
    return this.listUseCase.execute(caller.userId, request);
  }

  @RpcHandler(setMemberRole)
  async setRole(
    @Payload() request: SetMemberRoleRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ role: WorkspaceRole }> {
    await this.setRoleUseCase.execute(caller.userId, request);
    return { role: request.role };
  }

  @RpcHandler(removeMember)
  async remove(@Payload() request: OfMember, @CurrentCaller() caller: Caller): Promise<{ userId: string }> {
    await this.removeUseCase.execute(caller, request);
    return { userId: request.userId };
  }

  @RpcHandler(leaveWorkspace)
  async leave(@Payload() { workspaceId }: OfWorkspace, @CurrentCaller() caller: Caller): Promise<{ userId: string }> {
    await this.removeUseCase.leave(caller, workspaceId);
    return { userId: caller.userId };
  }

  @RpcHandler(transferWorkspace)
  async transfer(@Payload() request: OfMember, @CurrentCaller() caller: Caller): Promise<{ userId: string }> {
    await this.transferUseCase.execute(caller.userId, request);
    return { userId: request.userId };
  }
}
