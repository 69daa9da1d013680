import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that Google is to say of a device, once. */
@Entity({ name: 'homegraph_notification' })
export class HomegraphNotification {
  /** Google's `eventId`: UUID v4. */
  @PrimaryColumn('uuid')
  id!: string;

  /** User id. */
  @Index('homegraph_notification_by_user')
  @Column('uuid', { name: 'agent_user_id' })
  agentUserId!: string;

  @Column('uuid', { name: 'device_id' })
  deviceId!: string;

  /** By the short name of a trait, for example `LockUnlock`. */
  @Column('jsonb')
  notification!: Record<string, unknown>;

  @Index('homegraph_notification_due')
  @Column('timestamptz', { name: 'next_try' })
  nextTry!: Date;

  /** Nobody wants to hear of it later. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('smallint', { default: 0 })
  attempts!: number;

  /** Names the one who is at it. */
  @Column('uuid', { nullable: true })
  claim!: string | null;
}
