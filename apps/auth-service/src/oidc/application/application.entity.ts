import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ClientType, ApplicationGrantType } from '@atrium/contracts';

/** A client that somebody has registered, with the fields of django-oauth-toolkit. */
@Entity({ name: 'oauth_application' })
export class Application {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', type: 'integer' })
  id!: number;

  @Column('text', { name: 'client_id', unique: true })
  clientId!: string;

  /** SHA-256 of the secret, which is 256 random bits; null for a public client. */
  @Column('bytea', { name: 'secret_hash', nullable: true })
  secretHash!: Buffer | null;

  /** Of the suite's own client only, sealed: it has to show its secret itself. */
  @Column('bytea', { name: 'sealed_secret', nullable: true })
  sealedSecret!: Buffer | null;

  @Index('oauth_application_by_owner')
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'client_type' })
  clientType!: ClientType;

  @Column('text', { name: 'grant_type' })
  grantType!: ApplicationGrantType;

  @Column('text', { name: 'redirect_uris', array: true })
  redirectUris!: string[];

  @Column('text', { name: 'post_logout_redirect_uris', array: true })
  postLogoutRedirectUris!: string[];

  /** Browser origins that may call the token and userinfo endpoints. */
  @Column('text', { name: 'allowed_origins', array: true })
  allowedOrigins!: string[];

  /** Told when a session ends (OpenID Connect Back-Channel Logout). */
  @Column('text', { name: 'backchannel_logout_uri', nullable: true })
  backchannelLogoutUri!: string | null;

  /** Of the suite's operators: no consent page, and it may introspect every token. Only staff set this. */
  @Column('boolean', { name: 'is_trusted' })
  isTrusted!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
