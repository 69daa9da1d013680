import { toSeedTime, type WorkspaceView } from '@atrium/contracts';

import type { Workspace } from './workspace.entity.js';

/** A workspace for its members; `creatorEmail` is empty once the creator's account is gone. */
export function toWorkspaceView({ id, name, description, createdAt }: Workspace, creatorEmail: string): WorkspaceView {
  return { id, name, description, created_by: creatorEmail, created_at: toSeedTime(createdAt) };
}
