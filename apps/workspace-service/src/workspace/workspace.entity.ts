import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A place where people work together. Names need not be unique. */
@Entity({ name: 'workspace' })
export class Workspace {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  /** User id of whoever made it. */
  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** How many changes there have been, in the order of their commits. */
  @Column('integer', { default: 0 })
  version!: number;

  /** Since when nothing in it may be changed. */
  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
