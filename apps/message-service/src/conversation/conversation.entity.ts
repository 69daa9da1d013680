import { Column, Entity, PrimaryColumn } from 'typeorm';

import { bigintAsNumber } from '../database/bigint-column.js';

/**
 * One log of what people wrote, and later of what they changed in it. Whoever adds to it updates this row first and
 * takes the next `seq`; the row lock makes the order of commits the order of the numbers, without a gap.
 */
@Entity({ name: 'conversation' })
export class Conversation {
  @PrimaryColumn('uuid')
  id!: string;

  /** The channel it belongs to; null for a conversation outside workspaces. */
  @Column('integer', { name: 'channel_id', nullable: true })
  channelId!: number | null;

  @Column('integer', { name: 'workspace_id', nullable: true })
  workspaceId!: number | null;

  /** Number of the newest entry of any kind; 0 while there is none. */
  @Column('bigint', { transformer: bigintAsNumber, default: 0 })
  seq!: number;

  /** How many posts there have been: counts of unread messages are differences of this. */
  @Column('bigint', { transformer: bigintAsNumber, default: 0 })
  ordinal!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
