import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Which account somebody's account at a provider opens, and the provider's tokens of their last login. */
@Entity({ name: 'sso_link' })
export class SsoLink {
  @PrimaryColumn('text')
  issuer!: string;

  /** `sub`: unique and never given to somebody else, within the issuer (OpenID Connect Core, section 2). */
  @PrimaryColumn('text')
  subject!: string;

  @Index('sso_link_user')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** Sealed. */
  @Column('bytea', { name: 'access_token' })
  accessToken!: Buffer;

  /** Null when the provider does not say. */
  @Column('timestamptz', { name: 'access_expires_at', nullable: true })
  accessExpiresAt!: Date | null;

  /** Sealed; null when the provider gave none. */
  @Column('bytea', { name: 'refresh_token', nullable: true })
  refreshToken!: Buffer | null;

  /** Counts the changes of the tokens. */
  @Column('integer')
  version!: number;

  /** Until then one replica is renewing the tokens; null while none is. */
  @Column('timestamptz', { name: 'renewing_until', nullable: true })
  renewingUntil!: Date | null;
}
