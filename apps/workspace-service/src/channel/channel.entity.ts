import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A place in a workspace to write in. A public one is open to every member, a private one to those in it. */
@Entity({ name: 'channel' })
export class Channel {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('integer', { name: 'workspace_id' })
  workspaceId!: number;

  @Column('text')
  name!: string;

  /** Unique in the workspace: the name without regard to case. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  @Column('boolean', { name: 'is_private' })
  isPrivate!: boolean;

  /** User id of whoever made it. */
  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Since when nobody may write in it. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
