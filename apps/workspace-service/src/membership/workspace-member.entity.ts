import type { WorkspaceRole } from '@atrium/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in a workspace, and what they may do there. */
@Entity({ name: 'workspace_member' })
export class WorkspaceMember {
  @PrimaryColumn('integer', { name: 'workspace_id' })
  workspaceId!: number;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  role!: WorkspaceRole;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;
}
