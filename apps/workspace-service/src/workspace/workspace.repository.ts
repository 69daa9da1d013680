import { Injectable } from '@nestjs/common';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';

import { Workspace } from './workspace.entity.js';

export type ListedWorkspace = Pick<Workspace, 'id' | 'name' | 'description' | 'createdBy' | 'createdAt'>;
export type NewWorkspace = Omit<ListedWorkspace, 'id'>;

const OF_MEMBER = statement<ListedWorkspace>(
  'workspaces-of-member',
  `SELECT w.id, w.name, w.description, w.created_by AS "createdBy", w.created_at AS "createdAt"
   FROM workspace_member m JOIN workspace w ON w.id = m.workspace_id
   WHERE m.user_id = $1 ORDER BY w.id`,
);

@Injectable()
export class WorkspaceRepository {
  constructor(private readonly database: Database) {}

  /** The workspaces that a person is in, oldest first. */
  findOfMember(userId: string): Promise<ListedWorkspace[]> {
    return this.database.rows(OF_MEMBER, [userId]);
  }

  /** Stores a new workspace under the next number. */
  insert(tx: Transaction, workspace: NewWorkspace): Promise<Workspace> {
    return managerOf(tx).save(managerOf(tx).create(Workspace, workspace));
  }
}
