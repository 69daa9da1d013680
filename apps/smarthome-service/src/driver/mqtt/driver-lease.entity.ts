import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who alone does something of which two would do harm. */
@Entity({ name: 'driver_lease' })
export class DriverLease {
  @PrimaryColumn('text')
  name!: string;

  /** A process, by a random id. */
  @Column('uuid')
  holder!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
