import type { HomeRole } from '@atrium/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody's part in a home. */
@Entity({ name: 'home_member' })
export class HomeMember {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @PrimaryColumn('uuid', { name: 'home_id' })
  homeId!: string;

  @Column('text')
  role!: HomeRole;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;
}
