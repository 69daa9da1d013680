import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The state of a finished login, kept as long as it could be shown again. */
@Entity({ name: 'sso_used_state' })
export class UsedState {
  /** SHA-256. */
  @PrimaryColumn('bytea', { name: 'state_hash' })
  stateHash!: Buffer;

  @Index('sso_used_state_expiry')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
