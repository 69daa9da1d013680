import { toSeedTime, type WorkspaceView } from '@atrium/contracts';
import type { Person } from '@atrium/directory';

import type { ListedWorkspace } from './workspace.repository.js';

/** A workspace for its members; without a creator when that account is gone. */
export function toWorkspaceView(workspace: ListedWorkspace, creator: Person | undefined): WorkspaceView {
  const { id, name, description, createdAt } = workspace;
  return { id, name, description, created_by: creator?.email ?? '', created_at: toSeedTime(createdAt) };
}
