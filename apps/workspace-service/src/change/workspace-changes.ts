import { Injectable } from '@nestjs/common';
import type { WorkspaceRole } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { Database, statement, UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { MembershipRepository } from '../membership/membership.repository.js';
import { WorkspaceChange, type HeldWorkspace } from './workspace-change.js';

/** Not FOR UPDATE, which would wait for everybody who adds a row that refers to the workspace, and hold them up. */
const HOLD = statement<HeldWorkspace>(
  'workspace-hold',
  `SELECT id, name, description, version, archived_at IS NOT NULL AS "isArchived"
   FROM workspace WHERE id = $1 FOR NO KEY UPDATE`,
);

const SET_VERSION = statement('workspace-set-version', 'UPDATE workspace SET version = $2 WHERE id = $1');

/**
 * Changes of workspaces. Each one holds the workspace's row from its first question to its commit: rights are checked
 * against what is true then, and the numbers of the events are in the order of the commits, without a gap.
 */
@Injectable()
export class WorkspaceChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly memberships: MembershipRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Changes a workspace on behalf of a member, whose role `work` is told. Refuses strangers with WORKSPACE_NOT_FOUND,
   * and everybody with WORKSPACE_ARCHIVED once nothing may be changed any more.
   */
  byMember<Result>(
    workspaceId: number,
    userId: string,
    work: (change: WorkspaceChange, role: WorkspaceRole) => Promise<Result>,
  ): Promise<Result> {
    return this.evenArchived(workspaceId, userId, (change, role) => {
      if (change.workspace.isArchived) throw new DomainError('WORKSPACE_ARCHIVED', 'The workspace is archived');
      return work(change, role);
    });
  }

  /** As {@link byMember}, for what may be done with an archived workspace too. */
  evenArchived<Result>(
    workspaceId: number,
    userId: string,
    work: (change: WorkspaceChange, role: WorkspaceRole) => Promise<Result>,
  ): Promise<Result> {
    return this.unitOfWork.run((tx) =>
      this.within(tx, workspaceId, async (change) =>
        // Asked for once the row is held: before, somebody else may be changing it.
        work(change, await this.memberships.requireRole(workspaceId, userId, tx)),
      ),
    );
  }

  /** Changes a workspace within a transaction; the caller has made sure that it may. */
  async within<Result>(
    tx: Transaction,
    workspaceId: number,
    work: (change: WorkspaceChange) => Promise<Result>,
  ): Promise<Result> {
    const workspace = await this.database.row(HOLD, [workspaceId], tx);
    if (!workspace) throw new DomainError('WORKSPACE_NOT_FOUND', 'Workspace not found');
    const change = new WorkspaceChange(tx, workspace, this.outbox);
    const result = await work(change);
    if (change.version > workspace.version) await this.database.rows(SET_VERSION, [workspaceId, change.version], tx);
    return result;
  }
}
