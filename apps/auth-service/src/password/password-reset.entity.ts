import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The newest token that was mailed to somebody who forgot their password. */
@Entity({ name: 'password_reset' })
export class PasswordReset {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  /** SHA-256 of the token. Without salt or stretching: the token is 256 random bits. */
  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash!: Buffer;

  /** Where it was mailed to; null for one of a former version. */
  @Column('text', { nullable: true })
  address!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  /** Until then every new token counts towards the limit. */
  @Index('password_reset_window')
  @Column('timestamptz', { name: 'window_ends_at' })
  windowEndsAt!: Date;

  @Column('integer', { name: 'issued_in_window' })
  issuedInWindow!: number;
}
