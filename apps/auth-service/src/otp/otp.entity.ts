import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a code is good for. */
export type OtpPurpose = 'login';

/** The newest one-time code that was sent to an address. There is one row for each address and purpose. */
@Entity({ name: 'otp' })
export class Otp {
  @PrimaryColumn('text')
  purpose!: OtpPurpose;

  /** In lower case. */
  @PrimaryColumn('text')
  address!: string;

  /** Who had the address when the code was sent. */
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('bytea', { name: 'code_mac' })
  codeMac!: Buffer;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** How often this code was guessed at, right or wrong. */
  @Column('integer')
  tries!: number;

  /** Wrong guesses at all codes of the address, until `missesUntil`. */
  @Column('integer', { default: 0 })
  misses!: number;

  @Column('timestamptz', { name: 'misses_until', default: '-infinity' })
  missesUntil!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  /** Until then every new code counts towards the limit. */
  @Index('otp_window')
  @Column('timestamptz', { name: 'window_ends_at' })
  windowEndsAt!: Date;

  @Column('integer', { name: 'issued_in_window' })
  issuedInWindow!: number;
}
