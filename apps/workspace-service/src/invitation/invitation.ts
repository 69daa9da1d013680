import type { InvitedRole } from '@atrium/contracts';

/** Who is asked: somebody by name, or whoever reads the mail at an address. */
export type Invitee =
  { readonly userId: string; readonly email: null } | { readonly userId: null; readonly email: string };

/** A place in a workspace that is offered to somebody. */
export interface Invitation {
  /** UUID v7. */
  readonly id: string;
  readonly workspaceId: number;
  readonly invitedBy: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly role: InvitedRole;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** How long an invitation can be accepted, in milliseconds: 7 days. */
export const INVITATION_LIFETIME_MS = 604_800_000;
