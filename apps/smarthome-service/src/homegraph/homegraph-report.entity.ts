import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What Google was told last of a device, and whether it has to be told again. Goes with the device. */
@Entity({ name: 'homegraph_report' })
@Index('homegraph_report_due', ['nextTry'], { where: 'next_try IS NOT NULL' })
export class HomegraphReport {
  /** User id. */
  @PrimaryColumn('uuid', { name: 'agent_user_id' })
  agentUserId!: string;

  @Index('homegraph_report_by_device')
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId!: string;

  /** Grows by one with each change; a report that was sent for an older one does not settle it. */
  @Column('integer')
  version!: number;

  /** Null while there is nothing to report; while somebody is at it, when their time is up. */
  @Column('timestamptz', { name: 'next_try', nullable: true })
  nextTry!: Date | null;

  /** In a row that failed. */
  @Column('smallint', { default: 0 })
  attempts!: number;

  /** Names the one who is at it. */
  @Column('uuid', { nullable: true })
  claim!: string | null;

  /** Why Google refused the state; it waits for the device's next change. */
  @Column('text', { nullable: true })
  fault!: string | null;

  /** The states that Google acknowledged last. */
  @Column('jsonb', { nullable: true })
  reported!: Record<string, unknown> | null;

  @Column('timestamptz', { name: 'reported_at', nullable: true })
  reportedAt!: Date | null;
}
