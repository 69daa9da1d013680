import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often somebody gave a device a wrong PIN since they last gave the right one. */
@Entity({ name: 'pin_attempt' })
export class PinAttempt {
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId!: string;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @Column('integer')
  failures!: number;

  /** Until then no PIN is looked at. */
  @Column('timestamptz', { name: 'blocked_until' })
  blockedUntil!: Date;
}
