import type { PublicJwk } from '@atrium/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key pair that tokens are signed with. The private half is sealed by the key ring. */
@Entity({ name: 'signing_key' })
export class SigningKey {
  @PrimaryColumn('text')
  kid!: string;

  @Column('jsonb', { name: 'public_jwk' })
  publicJwk!: PublicJwk;

  /** PKCS #8, DER. */
  @Column('bytea', { name: 'sealed_private_key' })
  sealedPrivateKey!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Announced before this moment, signing from it on. */
  @Column('timestamptz', { name: 'signs_from' })
  signsFrom!: Date;

  /** When its successor takes over; null while there is none. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
