import type { WorkspaceRole } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

const RANK: Readonly<Record<WorkspaceRole, number>> = { guest: 0, member: 1, admin: 2, owner: 3 };

/** True when somebody is at least this. */
export function isAtLeast(role: WorkspaceRole, least: WorkspaceRole): boolean {
  return RANK[role] >= RANK[least];
}

/** Refuses with FORBIDDEN whoever is less than this. */
export function requireAtLeast(role: WorkspaceRole, least: WorkspaceRole): void {
  if (!isAtLeast(role, least)) throw new DomainError('FORBIDDEN', 'Your role in this workspace does not allow this');
}

/** Refuses with FORBIDDEN whoever may not manage somebody of that role: only owners manage owners. */
export function requireRightsOver(role: WorkspaceRole, managed: WorkspaceRole): void {
  requireAtLeast(role, managed === 'owner' ? 'owner' : 'admin');
}
