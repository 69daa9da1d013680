import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person proves who they are with. Pending until user-service is known to hold the profile. */
@Entity({ name: 'credential' })
export class Credential {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  /** Argon2id in PHC string format. */
  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  /** Null while the profile is not known to exist. */
  @Column('timestamptz', { name: 'activated_at', nullable: true })
  activatedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
