import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SettledCommandStatus } from '@atrium/contracts';

/** An order that a device was given, and how it ended. */
@Entity({ name: 'device_command' })
@Index('device_command_once', ['deviceId', 'userId', 'requestId', 'position'], { unique: true })
export class LoggedCommand {
  /** UUID v7. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'device_id' })
  deviceId!: string;

  @Column('uuid', { name: 'home_id' })
  homeId!: string;

  /** Who gave it. */
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** The caller's name for the request, so that repeating it does nothing. */
  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  /** Its place in the request. */
  @Column('smallint')
  position!: number;

  @Column('text')
  source!: 'google' | 'api';

  @Column('text')
  command!: string;

  /** The states that it should lead to. */
  @Column('jsonb')
  expected!: Record<string, unknown>;

  /** What Google wants to hear with the answer that follows later. */
  @Column('text', { name: 'follow_up_token', nullable: true })
  followUpToken!: string | null;

  /** True once Google was told that it is pending and gave a token for the answer. */
  @Column('boolean', { name: 'awaits_follow_up', default: false })
  awaitsFollowUp!: boolean;

  @Column('text')
  status!: 'sent' | SettledCommandStatus;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Index('device_command_by_time')
  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;

  /** When it counts as timed out. */
  @Column('timestamptz', { name: 'deadline_at' })
  deadlineAt!: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}
