import { Injectable } from '@nestjs/common';
import { workspaceDeleted, type WorkspaceRole } from '@atrium/contracts';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';

import type { WorkspaceChange } from '../change/workspace-change.js';
import { Workspace } from './workspace.entity.js';

export type ListedWorkspace = Pick<Workspace, 'id' | 'name' | 'description' | 'createdBy' | 'createdAt'>;
export type NewWorkspace = Omit<ListedWorkspace, 'id'>;

/** A workspace with what one member is in it. */
export interface OwnWorkspace extends ListedWorkspace {
  readonly isArchived: boolean;
  readonly role: WorkspaceRole;
}

const COLUMNS = 'w.id, w.name, w.description, w.created_by AS "createdBy", w.created_at AS "createdAt"';

const OF_MEMBER = statement<ListedWorkspace>(
  'workspaces-of-member',
  `SELECT ${COLUMNS} FROM workspace_member m JOIN workspace w ON w.id = m.workspace_id
   WHERE m.user_id = $1 AND m.workspace_id > $2 ORDER BY m.workspace_id LIMIT $3`,
);

const OWN = statement<OwnWorkspace>(
  'workspace-own',
  `SELECT ${COLUMNS}, w.archived_at IS NOT NULL AS "isArchived", m.role
   FROM workspace w JOIN workspace_member m ON m.workspace_id = w.id AND m.user_id = $2 WHERE w.id = $1`,
);

const CREATE_FEED = statement('workspace-create-feed', 'INSERT INTO activity_feed (workspace_id) VALUES ($1)');

/** The feed goes first: whoever adds a line holds it before they look at the workspace. */
const DELETE_FEED = statement('workspace-delete-feed', 'DELETE FROM activity_feed WHERE workspace_id = $1');
const DELETE = statement('workspace-delete', 'DELETE FROM workspace WHERE id = $1');

@Injectable()
export class WorkspaceRepository {
  constructor(private readonly database: Database) {}

  /** The workspaces that a person is in, oldest first, those after the workspace `after`. */
  findOfMember(userId: string, after: number, limit: number): Promise<ListedWorkspace[]> {
    return this.database.rows(OF_MEMBER, [userId, after, limit]);
  }

  /** Undefined unless this person is in the workspace. */
  findOwn(workspaceId: number, userId: string): Promise<OwnWorkspace | undefined> {
    return this.database.row(OWN, [workspaceId, userId]);
  }

  /** Stores a new workspace under the next number. */
  async insert(tx: Transaction, workspace: NewWorkspace): Promise<Workspace> {
    const stored = await managerOf(tx).save(managerOf(tx).create(Workspace, workspace));
    await this.database.rows(CREATE_FEED, [stored.id], tx);
    return stored;
  }

  async update(
    tx: Transaction,
    id: number,
    fields: Partial<Pick<Workspace, 'name' | 'description' | 'archivedAt'>>,
  ): Promise<void> {
    await managerOf(tx).update(Workspace, { id }, fields);
  }

  /** Deletes a workspace with everything in it, and tells of it. */
  async delete(change: WorkspaceChange, deletedBy: string): Promise<void> {
    const { tx, workspace } = change;
    await this.database.rows(DELETE_FEED, [workspace.id], tx);
    await this.database.rows(DELETE, [workspace.id], tx);
    await change.tell(workspaceDeleted, { deletedBy });
  }
}
