import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A place with devices. */
@Entity({ name: 'home' })
export class Home {
  /** UUID v7. */
  @PrimaryColumn('uuid')
  id!: string;

  /** User id; the owner is a member as well. */
  @Index('home_by_owner')
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  rooms!: string[];

  /** Random; the home's own place on the MQTT broker is `atrium/<bridgeId>/`. */
  @Column('text', { name: 'bridge_id', unique: true })
  bridgeId!: string;

  /** Topic prefix under which MQTT devices announce themselves; each is one home's. */
  @Column('text', { name: 'mqtt_prefix', nullable: true, unique: true })
  mqttPrefix!: string | null;

  /** The workspace whose activity feed tells of the home's devices. */
  @Column('integer', { name: 'activity_workspace_id', nullable: true })
  activityWorkspaceId!: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
