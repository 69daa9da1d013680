import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Google is to ask again which devices somebody has. */
@Entity({ name: 'homegraph_sync_request' })
export class HomegraphSyncRequest {
  /** User id. */
  @PrimaryColumn('uuid', { name: 'agent_user_id' })
  agentUserId!: string;

  /** Grows by one with each change of the devices. */
  @Column('integer')
  version!: number;

  @Index('homegraph_sync_request_due')
  @Column('timestamptz', { name: 'next_try' })
  nextTry!: Date;

  @Column('smallint', { default: 0 })
  attempts!: number;

  /** Names the one who is at it. */
  @Column('uuid', { nullable: true })
  claim!: string | null;
}
