import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device that one person owns. */
@Entity({ name: 'device' })
export class Device {
  /** UUID v7. */
  @PrimaryColumn('uuid')
  id!: string;

  /** User id. */
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('text')
  name!: string;

  /** Google's device type, for example `action.devices.types.LIGHT`. */
  @Column('text')
  type!: string;

  /** Google's trait names, for example `action.devices.traits.OnOff`. */
  @Column('text', { array: true })
  traits!: string[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
