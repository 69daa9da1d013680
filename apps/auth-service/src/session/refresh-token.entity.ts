import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A refresh token that was given out. It works once; used again, it tells that somebody else has a copy. */
@Entity({ name: 'refresh_token' })
export class RefreshToken {
  /** SHA-256 of the token. Without salt or stretching: the token is 256 random bits. */
  @PrimaryColumn('bytea')
  hash!: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  /** The token it was exchanged for; null for the first of a session. */
  @Column('bytea', { name: 'parent_hash', nullable: true })
  parentHash!: Buffer | null;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  /** During the grace after its use: the successor, readable only with this token itself. */
  @Column('bytea', { name: 'sealed_successor', nullable: true })
  sealedSuccessor!: Buffer | null;
}
