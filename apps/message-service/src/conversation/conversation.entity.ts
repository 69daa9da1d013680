import type { ConversationKind } from '@atrium/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

import { bigintAsNumber } from '../database/bigint-column.js';

/**
 * One log of what people wrote and what they changed in it. Whoever adds to it updates this row first and takes the
 * next `seq`; the row lock makes the order of commits the order of the numbers, without a gap.
 */
@Entity({ name: 'conversation' })
export class Conversation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { default: 'channel' })
  kind!: ConversationKind;

  /** The channel it belongs to; null for a conversation outside workspaces. */
  @Column('integer', { name: 'channel_id', nullable: true })
  channelId!: number | null;

  @Column('integer', { name: 'workspace_id', nullable: true })
  workspaceId!: number | null;

  /** A group's own name; a channel's stands with the channel. */
  @Column('text', { nullable: true })
  name!: string | null;

  /** The people of a conversation that is found again by them; null where people come and go. */
  @Column('text', { name: 'member_key', nullable: true })
  memberKey!: string | null;

  /** Another one after a restore, so that clients do not trust a place they remember. */
  @Column('text', { default: () => 'substr(md5(random()::text), 1, 8)' })
  epoch!: string;

  /** Number of the newest entry of any kind; 0 while there is none. */
  @Column('bigint', { transformer: bigintAsNumber, default: 0 })
  seq!: number;

  /** How many posts there have been: counts of unread messages are differences of this. */
  @Column('bigint', { transformer: bigintAsNumber, default: 0 })
  ordinal!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
