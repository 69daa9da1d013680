import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  findCoMembers,
  listCoMembers,
  type CoMember,
  type CoMembers,
  type FindCoMembersRequest,
  type ListCoMembersRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CoMemberRepository } from './co-member.repository.js';
import { ListCoMembers } from './list-co-members.use-case.js';

@Controller()
export class CoMemberController {
  constructor(
    private readonly listUseCase: ListCoMembers,
    private readonly coMembers: CoMemberRepository,
  ) {}

  @RpcHandler(listCoMembers)
  list(@Payload() _request: ListCoMembersRequest, @CurrentCaller() caller: Caller): Promise<CoMembers> {
    return this.listUseCase.execute(caller);
  }

  @RpcHandler(findCoMembers)
  find(@Payload() { emails }: FindCoMembersRequest, @CurrentCaller() { userId }: Caller): Promise<CoMember[]> {
    return this.coMembers.findNamed(userId, emails);
  }
}
