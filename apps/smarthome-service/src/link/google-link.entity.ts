import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who has let Google see and control their devices, or had. */
@Entity({ name: 'google_link' })
export class GoogleLink {
  /** User id; Google's `agentUserId`. */
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  /** The grant that Google's latest SYNC came under, where it is known. */
  @Column('text', { name: 'grant_id', nullable: true })
  grantId!: string | null;

  @Column('timestamptz', { name: 'linked_at' })
  linkedAt!: Date;

  /** Of the latest SYNC. */
  @Column('timestamptz', { name: 'synced_at' })
  syncedAt!: Date;

  @Column('timestamptz', { name: 'unlinked_at', nullable: true })
  unlinkedAt!: Date | null;

  /** When the state of every device is to be reported, because Google has just learnt which there are. */
  @Column('timestamptz', { name: 'report_all_at', nullable: true })
  reportAllAt!: Date | null;
}
