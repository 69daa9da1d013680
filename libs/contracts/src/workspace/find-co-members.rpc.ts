import { ArrayMaxSize, IsArray, IsEmail } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_CO_MEMBERS, type CoMember } from './list-co-members.rpc.js';

export class FindCoMembersRequest {
  @IsArray()
  @ArrayMaxSize(MAX_CO_MEMBERS)
  @IsEmail({}, { each: true })
  readonly emails!: readonly string[];
}

/** Those of the named people who share a workspace with the caller; others are left out. */
export const findCoMembers = defineRpc({
  subject: 'workspace.rpc.find-co-members.v1',
  request: FindCoMembersRequest,
  response: reply<CoMember[]>(),
  access: 'user',
});
