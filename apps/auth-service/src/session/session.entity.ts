import type { SessionFamily } from '@atrium/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One login, and the family of refresh tokens that descends from it. */
@Entity({ name: 'session' })
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Index('session_by_user')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** How its tokens travel: `bearer` or `cookie`. */
  @Column('text')
  family!: SessionFamily;

  /** From where its owner signed in; null where that is not known. */
  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at' })
  lastUsedAt!: Date;

  /** Set at login and never moved. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
