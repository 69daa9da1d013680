import type { StateCause } from '@atrium/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One change of a device's state. */
@Entity({ name: 'device_history' })
export class DeviceHistory {
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId!: string;

  /** The device's version after the change. */
  @PrimaryColumn('bigint')
  version!: string;

  @Index('device_history_by_time')
  @Column('timestamptz')
  at!: Date;

  @Column('text')
  cause!: StateCause;

  @Column('boolean', { name: 'is_online' })
  isOnline!: boolean;

  /** States with their new values; null for one that is gone. */
  @Column('jsonb')
  changes!: Record<string, unknown>;
}
