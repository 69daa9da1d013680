import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One line of a workspace's feed, in the order in which it was recorded. */
@Entity({ name: 'activity' })
export class Activity {
  /** A bigint, which the driver hands over as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** The event it was recorded for, so that a repeated one adds no line; null for what this service did itself. */
  @Column('text', { name: 'event_id', nullable: true })
  eventId!: string | null;

  /** Its place in the feed: 1, 2, 3 … without a gap. A bigint, as text. */
  @Column('bigint')
  seq!: string;

  @Column('integer', { name: 'workspace_id' })
  workspaceId!: number;

  /** Where it happened, if in a channel: a private one keeps its activities to itself. */
  @Column('integer', { name: 'channel_id', nullable: true })
  channelId!: number | null;

  @Column('uuid', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_email' })
  actorEmail!: string;

  @Column('text')
  type!: string;

  /** What it is about: a number of this service's, or the UUID of a message or a person. */
  @Column('text', { name: 'ref_id' })
  refId!: string;

  @Column('text')
  summary!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
