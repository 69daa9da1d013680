import { Entity, PrimaryColumn } from 'typeorm';

/** A person known to be in a workspace, and so a reader of its public channels. */
@Entity({ name: 'workspace_member' })
export class WorkspaceMember {
  @PrimaryColumn('integer', { name: 'workspace_id' })
  workspaceId!: number;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;
}
