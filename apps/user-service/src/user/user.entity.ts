import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** A person's profile. E-mail addresses and user names are unique without regard to case. */
@Entity({ name: 'user' })
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Grows by one with each change; carried by events, so that receivers can drop an older one. */
  @VersionColumn()
  version!: number;

  @Column('text')
  username!: string;

  @Column('text')
  email!: string;

  @Column('text', { name: 'first_name' })
  firstName!: string;

  @Column('text', { name: 'last_name' })
  lastName!: string;

  @Column('boolean', { name: 'is_staff' })
  isStaff!: boolean;

  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;

  @Column('timestamptz', { name: 'date_joined' })
  dateJoined!: Date;

  /** When the account ended; names and address are those of nobody from then on. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
