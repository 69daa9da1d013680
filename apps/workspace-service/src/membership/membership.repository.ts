import { Injectable } from '@nestjs/common';
import type { WorkspaceRole } from '@atrium/contracts';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { WorkspaceMember } from './workspace-member.entity.js';

const ROLE = statement<{ role: WorkspaceRole }>(
  'membership-role',
  'SELECT role FROM workspace_member WHERE workspace_id = $1 AND user_id = $2',
);

/** Who is in which workspace, and as what. */
@Injectable()
export class MembershipRepository {
  constructor(private readonly database: Database) {}

  /**
   * The role of a member. A stranger gets WORKSPACE_NOT_FOUND, as for a workspace that is not there: nobody learns
   * which ids exist.
   */
  async requireRole(workspaceId: number, userId: string, tx?: Transaction): Promise<WorkspaceRole> {
    const membership = await this.database.row(ROLE, [workspaceId, userId], tx);
    if (!membership) throw new DomainError('WORKSPACE_NOT_FOUND', 'Workspace not found');
    return membership.role;
  }

  async insert(tx: Transaction, member: WorkspaceMember): Promise<void> {
    await managerOf(tx).insert(WorkspaceMember, member);
  }
}
