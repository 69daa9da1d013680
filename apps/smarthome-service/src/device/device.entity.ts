import type { Challenge, DeviceDriver, DeviceInfo } from '@atrium/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A device in a home. */
@Entity({ name: 'device' })
@Index('device_by_home', ['homeId', 'id'])
@Index('device_by_owner', ['ownerId', 'createdAt', 'id'])
export class Device {
  /** UUID v7. */
  @PrimaryColumn('uuid')
  id!: string;

  /** The home's owner. */
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('uuid', { name: 'home_id' })
  homeId!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  nicknames!: string[];

  /** Names that its maker gave it. */
  @Column('text', { name: 'default_names', array: true })
  defaultNames!: string[];

  @Column('text', { nullable: true })
  room!: string | null;

  /** Google's device type, for example `action.devices.types.LIGHT`. */
  @Column('text')
  type!: string;

  /** Google's trait names, for example `action.devices.traits.OnOff`. */
  @Column('text', { array: true })
  traits!: string[];

  /** What its traits can do. */
  @Column('jsonb')
  attributes!: Record<string, unknown>;

  /** Comes back with every intent. */
  @Column('jsonb', { name: 'custom_data' })
  customData!: Record<string, unknown>;

  @Column('jsonb', { name: 'device_info', nullable: true })
  deviceInfo!: DeviceInfo | null;

  /** What it is known by for local execution. */
  @Column('jsonb', { name: 'other_device_ids', nullable: true })
  otherDeviceIds!: { agentId?: string; deviceId: string }[] | null;

  @Column('boolean', { name: 'will_report_state' })
  willReportState!: boolean;

  @Column('text')
  challenge!: Challenge;

  /** Argon2id in PHC string format. */
  @Column('text', { name: 'pin_hash', nullable: true })
  pinHash!: string | null;

  @Column('text')
  driver!: DeviceDriver;

  @Column('jsonb', { name: 'driver_settings' })
  driverSettings!: Record<string, unknown>;

  /** What an HTTP device and the suite sign by, sealed. */
  @Column('bytea', { name: 'sealed_secret', nullable: true })
  sealedSecret!: Buffer | null;

  @Column('boolean', { name: 'is_online' })
  isOnline!: boolean;

  /** Google's flat states. */
  @Column('jsonb')
  state!: Record<string, unknown>;

  /** Grows by one with each change of state. */
  @Column('bigint')
  version!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When its state last changed. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  /** The time stamp of the newest report that the device signed; older ones are dropped. */
  @Column('timestamptz', { name: 'reported_at', nullable: true })
  reportedAt!: Date | null;
}
