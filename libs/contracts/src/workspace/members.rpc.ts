import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { OfMember, OfWorkspace } from './workspace-id.js';
import { WORKSPACE_ROLES, type WorkspaceRole } from './workspace.events.js';

/** Somebody in a workspace, as its members see them. */
export interface MemberView {
  readonly user_id: string;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly role: WorkspaceRole;
  /** UTC without an offset, to the second. */
  readonly joined_at: string;
}

export interface MemberList {
  readonly items: readonly MemberView[];
  /** What `after` must be to get those that follow; null at the end. */
  readonly next: string | null;
}

export class ListMembersRequest extends OfWorkspace {
  /** The user id that the list before ended with. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** Who is in a workspace, by user id. */
export const listMembers = defineRpc({
  subject: 'workspace.rpc.list-members.v1',
  request: ListMembersRequest,
  response: reply<MemberList>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export class SetMemberRoleRequest extends OfMember {
  @IsIn(WORKSPACE_ROLES)
  readonly role!: WorkspaceRole;
}

const REFUSALS = ['WORKSPACE_NOT_FOUND', 'WORKSPACE_ARCHIVED', 'MEMBER_NOT_FOUND', 'LAST_OWNER'] as const;

/** Makes a member something else. Owners may do so with everybody, administrators with all but owners. */
export const setMemberRole = defineRpc({
  subject: 'workspace.rpc.set-member-role.v1',
  request: SetMemberRoleRequest,
  response: reply<{ readonly role: WorkspaceRole }>(),
  access: 'user',
  errors: REFUSALS,
});

/** Takes somebody out of a workspace; the rights are those of {@link setMemberRole}. */
export const removeMember = defineRpc({
  subject: 'workspace.rpc.remove-member.v1',
  request: OfMember,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: REFUSALS,
});

/** Takes the caller out of a workspace, an archived one too. The last owner has to stay. */
export const leaveWorkspace = defineRpc({
  subject: 'workspace.rpc.leave.v1',
  request: OfWorkspace,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'LAST_OWNER'],
});

/** Makes somebody else an owner in the place of the caller, who becomes an administrator. */
export const transferWorkspace = defineRpc({
  subject: 'workspace.rpc.transfer.v1',
  request: OfMember,
  response: reply<{ readonly userId: string }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_ARCHIVED', 'MEMBER_NOT_FOUND'],
});
