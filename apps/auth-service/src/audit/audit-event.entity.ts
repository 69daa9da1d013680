import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One security event. Rows are added and read, never changed: a trigger refuses anything else. */
@Entity({ name: 'audit_event' })
export class AuditEvent {
  /** UUID v7: the order of ids is the order of events. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  /** Who did it; null for somebody unknown and for the suite itself. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  /** Whose account it concerns. */
  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** What it was done to, a session for instance. */
  @Column('text', { nullable: true })
  target!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  /** More, by kind; no secrets. */
  @Column('jsonb')
  details!: object;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;
}
