import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that a virtual device is doing, and when its next step is due. */
@Entity({ name: 'virtual_motion' })
export class VirtualMotion {
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId!: string;

  /** Which of its behaviours. */
  @PrimaryColumn('text')
  kind!: string;

  /** The states it ends with. */
  @Column('jsonb')
  goal!: Record<string, unknown>;

  /** The command that waits for it. */
  @Column('uuid', { name: 'command_id', nullable: true })
  commandId!: string | null;

  @Index('virtual_motion_due')
  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;
}
