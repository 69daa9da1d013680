import { Injectable } from '@nestjs/common';
import type { WorkspaceRole } from '@atrium/contracts';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { WorkspaceMember } from './workspace-member.entity.js';

export type ListedMember = Pick<WorkspaceMember, 'userId' | 'role' | 'joinedAt'>;

const ROLE = statement<{ role: WorkspaceRole }>(
  'membership-role',
  'SELECT role FROM workspace_member WHERE workspace_id = $1 AND user_id = $2',
);

const PAGE = statement<ListedMember>(
  'membership-page',
  `SELECT user_id AS "userId", role, joined_at AS "joinedAt" FROM workspace_member
   WHERE workspace_id = $1 AND user_id > $2 ORDER BY user_id LIMIT $3`,
);

const OTHER_OWNER = statement(
  'membership-other-owner',
  `SELECT FROM workspace_member WHERE workspace_id = $1 AND role = 'owner' AND user_id <> $2 LIMIT 1`,
);

/** Administrators before members, then by how long they have been there. */
const HEIR = statement<{ userId: string }>(
  'membership-heir',
  `SELECT user_id AS "userId" FROM workspace_member WHERE workspace_id = $1 AND role IN ('admin', 'member')
   ORDER BY role, joined_at, user_id LIMIT 1`,
);

const OWNER = statement(
  'membership-owner',
  `SELECT FROM workspace_member WHERE workspace_id = $1 AND role = 'owner' LIMIT 1`,
);

const ANYBODY = statement('membership-anybody', 'SELECT FROM workspace_member WHERE workspace_id = $1 LIMIT 1');

const OF_PERSON = statement<{ workspaceId: number }>(
  'membership-of-person',
  'SELECT workspace_id AS "workspaceId" FROM workspace_member WHERE user_id = $1 ORDER BY workspace_id',
);

/** Before every user id. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Who is in which workspace, and as what. */
@Injectable()
export class MembershipRepository {
  constructor(private readonly database: Database) {}

  /** Undefined for somebody who is not in the workspace. */
  async findRole(workspaceId: number, userId: string, tx?: Transaction): Promise<WorkspaceRole | undefined> {
    return (await this.database.row(ROLE, [workspaceId, userId], tx))?.role;
  }

  /**
   * The role of a member. A stranger gets WORKSPACE_NOT_FOUND, as for a workspace that is not there: nobody learns
   * which ids exist.
   */
  async requireRole(workspaceId: number, userId: string, tx?: Transaction): Promise<WorkspaceRole> {
    const role = await this.findRole(workspaceId, userId, tx);
    if (role === undefined) throw new DomainError('WORKSPACE_NOT_FOUND', 'Workspace not found');
    return role;
  }

  /** The role of somebody else of the workspace; refuses with MEMBER_NOT_FOUND when they are not in it. */
  async requireMember(workspaceId: number, userId: string, tx?: Transaction): Promise<WorkspaceRole> {
    const role = await this.findRole(workspaceId, userId, tx);
    if (role === undefined) throw new DomainError('MEMBER_NOT_FOUND', 'Nobody in this workspace has this id');
    return role;
  }

  /** Refuses with LAST_OWNER unless somebody else owns the workspace too. */
  async requireOtherOwner(tx: Transaction, workspaceId: number, userId: string): Promise<void> {
    const other = await this.database.row(OTHER_OWNER, [workspaceId, userId], tx);
    if (!other) throw new DomainError('LAST_OWNER', 'A workspace must have an owner: make somebody else one first');
  }

  /** Members by user id, those after `after`. */
  findPage(workspaceId: number, after: string | undefined, limit: number): Promise<ListedMember[]> {
    return this.database.rows(PAGE, [workspaceId, after ?? BEFORE_ALL, limit]);
  }

  /** Who would own the workspace if its owners went: the oldest administrator, else the oldest member; never a guest. */
  async findHeir(tx: Transaction, workspaceId: number): Promise<string | undefined> {
    return (await this.database.row(HEIR, [workspaceId], tx))?.userId;
  }

  async hasOwner(tx: Transaction, workspaceId: number): Promise<boolean> {
    return (await this.database.row(OWNER, [workspaceId], tx)) !== undefined;
  }

  async hasAnybody(tx: Transaction, workspaceId: number): Promise<boolean> {
    return (await this.database.row(ANYBODY, [workspaceId], tx)) !== undefined;
  }

  /** The workspaces somebody is in. */
  async findWorkspacesOf(userId: string): Promise<number[]> {
    return (await this.database.rows(OF_PERSON, [userId])).map(({ workspaceId }) => workspaceId);
  }

  async insert(tx: Transaction, member: WorkspaceMember): Promise<void> {
    await managerOf(tx).insert(WorkspaceMember, member);
  }

  async setRole(tx: Transaction, workspaceId: number, userId: string, role: WorkspaceRole): Promise<void> {
    await managerOf(tx).update(WorkspaceMember, { workspaceId, userId }, { role });
  }

  async remove(tx: Transaction, workspaceId: number, userId: string): Promise<void> {
    await managerOf(tx).delete(WorkspaceMember, { workspaceId, userId });
  }
}
