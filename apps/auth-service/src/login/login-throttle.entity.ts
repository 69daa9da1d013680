import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often something was tried lately: an account, a network, or the one from the other. */
@Entity({ name: 'login_throttle' })
export class LoginThrottle {
  /** SHA-256 of what is counted: it holds what people typed, which may have been a password. */
  @PrimaryColumn('bytea')
  bucket!: Buffer;

  /** The attempt by which the waiting begins. */
  @Column('integer')
  allowance!: number;

  @Column('integer')
  attempts!: number;

  /** `-infinity` while nobody has to wait. */
  @Column('timestamptz', { name: 'blocked_until' })
  blockedUntil!: Date;

  @Index('login_throttle_forget')
  @Column('timestamptz', { name: 'forget_at' })
  forgetAt!: Date;
}
