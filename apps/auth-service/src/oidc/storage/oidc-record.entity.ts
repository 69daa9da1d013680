import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One artefact of the OAuth2/OIDC provider: a session, a grant, a code, a token, … */
@Entity({ name: 'oidc_record' })
export class OidcRecord {
  /** The library's name of the artefact's kind. */
  @PrimaryColumn('text')
  model!: string;

  /** SHA-256 of the artefact's id, which is the bearer secret itself. */
  @PrimaryColumn('bytea')
  key!: Buffer;

  /** The rest of it as JSON, sealed by the key ring. */
  @Column('bytea', { name: 'sealed_payload' })
  sealedPayload!: Buffer;

  /** What a token was granted under; of a grant, its own id, which opens nothing. */
  @Index('oidc_record_by_grant', { where: 'grant_id IS NOT NULL' })
  @Column('text', { name: 'grant_id', nullable: true })
  grantId!: string | null;

  @Index('oidc_record_by_account', { where: 'account_id IS NOT NULL' })
  @Column('text', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Index('oidc_record_by_uid', { where: 'uid IS NOT NULL' })
  @Column('text', { nullable: true })
  uid!: string | null;

  @Index('oidc_record_by_user_code', { where: 'user_code IS NOT NULL' })
  @Column('text', { name: 'user_code', nullable: true })
  userCode!: string | null;

  /** Used up; it stays until it expires, so that its reuse is noticed. */
  @Column('timestamptz', { name: 'consumed_at', nullable: true })
  consumedAt!: Date | null;

  @Index('oidc_record_expiry')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
