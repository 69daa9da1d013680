import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this service knows of a channel; workspace-service owns it. */
@Entity({ name: 'channel' })
export class Channel {
  @PrimaryColumn('integer')
  id!: number;

  @Column('integer', { name: 'workspace_id' })
  workspaceId!: number;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'is_private' })
  isPrivate!: boolean;
}
