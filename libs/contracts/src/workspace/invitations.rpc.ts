import {
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { OfWorkspace } from './workspace-id.js';
import type { WorkspaceRole } from './workspace.events.js';

/** What somebody can be invited as; owners are made of members. */
export const INVITED_ROLES = ['admin', 'member', 'guest'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** An invitation as those see it who run the workspace. Which account an address belongs to is not told. */
export interface InvitationView {
  readonly id: string;
  readonly workspace_id: number;
  /** Set when a link was sent to this address … */
  readonly email: string | null;
  /** … or this person was asked by name. */
  readonly user_id: string | null;
  readonly username: string | null;
  readonly role: WorkspaceRole;
  readonly invited_by: string;
  readonly created_at: string;
  readonly expires_at: string;
}

/** An invitation as the one who is invited sees it. */
export interface OwnInvitationView {
  readonly id: string;
  readonly workspace_id: number;
  readonly workspace_name: string;
  readonly role: WorkspaceRole;
  readonly invited_by: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export class InviteMemberRequest extends OfWorkspace {
  /** A user name or a user id; an address is taken as `email`. */
  @IsOptional()
  @IsString()
  @Length(1, 254)
  readonly user?: string;

  /** Where a link is sent, whether or not there is an account. */
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  readonly email?: string;

  @IsIn(INVITED_ROLES)
  readonly role!: InvitedRole;
}

/**
 * Asks somebody into a workspace, for owners and administrators. Whoever is asked again gets a new invitation in the
 * place of the old one.
 */
export const inviteMember = defineRpc({
  subject: 'workspace.rpc.invite-member.v1',
  request: InviteMemberRequest,
  response: reply<InvitationView>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_ARCHIVED', 'USER_NOT_FOUND', 'ALREADY_MEMBER', 'TOO_MANY_REQUESTS'],
});

export class ListInvitationsRequest extends OfWorkspace {
  /** The invitation that the list before ended with. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** The open invitations of a workspace, oldest first, for owners and administrators. */
export const listInvitations = defineRpc({
  subject: 'workspace.rpc.list-invitations.v1',
  request: ListInvitationsRequest,
  response: reply<{ readonly items: readonly InvitationView[]; readonly next: string | null }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND'],
});

export class RevokeInvitationRequest extends OfWorkspace {
  @IsUUID()
  readonly invitationId!: string;
}

/** Takes an invitation back, for owners and administrators. */
export const revokeInvitation = defineRpc({
  subject: 'workspace.rpc.revoke-invitation.v1',
  request: RevokeInvitationRequest,
  response: reply<{ readonly invitationId: string }>(),
  access: 'user',
  errors: ['WORKSPACE_NOT_FOUND', 'INVITATION_NOT_FOUND'],
});

export class ListOwnInvitationsRequest {}

/** Where the caller was asked in by name, newest first, 200 at most. */
export const listOwnInvitations = defineRpc({
  subject: 'workspace.rpc.list-own-invitations.v1',
  request: ListOwnInvitationsRequest,
  response: reply<OwnInvitationView[]>(),
  access: 'user',
});

export class OfInvitation {
  @IsUUID()
  readonly invitationId!: string;
}

/** Makes the caller a member; for whoever was asked by name. */
export const acceptInvitation = defineRpc({
  subject: 'workspace.rpc.accept-invitation.v1',
  request: OfInvitation,
  response: reply<{ readonly workspace_id: number }>(),
  access: 'user',
  errors: ['INVITATION_NOT_FOUND', 'WORKSPACE_ARCHIVED'],
});

export const declineInvitation = defineRpc({
  subject: 'workspace.rpc.decline-invitation.v1',
  request: OfInvitation,
  response: reply<{ readonly invitationId: string }>(),
  access: 'user',
  errors: ['INVITATION_NOT_FOUND'],
});

/** 32 bytes in base64url. */
export const INVITATION_TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

export class AcceptInvitationLinkRequest {
  @IsString()
  @Matches(INVITATION_TOKEN_PATTERN)
  readonly token!: string;
}

/** Makes the caller a member, whoever they are: the token of the mail proves that its address is theirs. It works once. */
export const acceptInvitationLink = defineRpc({
  subject: 'workspace.rpc.accept-invitation-link.v1',
  request: AcceptInvitationLinkRequest,
  response: reply<{ readonly workspace_id: number }>(),
  access: 'user',
  errors: ['INVITATION_NOT_FOUND', 'WORKSPACE_ARCHIVED'],
});

export class PrepareInvitationMailRequest extends OfInvitation {
  /** SHA-256 of the token, in hex: the token itself is nobody's but the mail's. */
  @Matches(/^[0-9a-f]{64}$/)
  readonly tokenHash!: string;
}

/** What the mail says. */
export interface InvitationMail {
  readonly email: string;
  readonly workspaceName: string;
  readonly invitedBy: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** Has a token open an invitation from now on, and says to whom and about what to write. Repeating it does no harm. */
export const prepareInvitationMail = defineRpc({
  subject: 'workspace.rpc.prepare-invitation-mail.v1',
  request: PrepareInvitationMailRequest,
  response: reply<InvitationMail>(),
  access: 'service',
  errors: ['INVITATION_NOT_FOUND'],
});
