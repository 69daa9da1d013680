import { Column, Entity, PrimaryColumn } from 'typeorm';

/** This service's copy of a profile: what a login looks up and what tokens say. user-service owns the truth. */
@Entity({ name: 'identity' })
export class Identity {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  /** The profile's version; 0 when it is known from a reply, which gives way to any event. */
  @Column('integer')
  version!: number;

  @Column('text')
  username!: string;

  @Column('text')
  email!: string;

  /** Whoever signs in here has shown once that they read the mail of this very address. Not part of the profile. */
  @Column('boolean', { name: 'is_email_verified', default: false })
  isEmailVerified!: boolean;

  @Column('text', { name: 'first_name' })
  firstName!: string;

  @Column('text', { name: 'last_name' })
  lastName!: string;

  @Column('boolean', { name: 'is_staff' })
  isStaff!: boolean;

  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;
}

/** What this service copies of a profile. */
export type Profile = Omit<Identity, 'isEmailVerified'>;
