import { Column, Entity, PrimaryColumn } from 'typeorm';

import { bigintAsNumber } from '../database/bigint-column.js';

/** A post in a conversation. */
@Entity({ name: 'message' })
export class Message {
  /** UUID v7. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  /** Its place in the conversation's log. */
  @Column('bigint', { transformer: bigintAsNumber })
  seq!: number;

  /** Its place among the conversation's posts. */
  @Column('bigint', { transformer: bigintAsNumber })
  ordinal!: number;

  @Column('uuid', { name: 'sender_id' })
  senderId!: string;

  /** The sender's own id for it, unique per conversation and sender; null when none was given. */
  @Column('text', { name: 'client_id', nullable: true })
  clientId!: string | null;

  /** As it was written, to the last blank; empty once it is deleted. */
  @Column('text')
  body!: string;

  /** The message it answers, of the same conversation. */
  @Column('uuid', { name: 'reply_to', nullable: true })
  replyTo!: string | null;

  @Column('timestamptz', { name: 'edited_at', nullable: true })
  editedAt!: Date | null;

  /** Since when it says nothing; the row stays, because replies, cursors and client ids name it. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  /** PostgreSQL's `hashtextextended` of the first body, once there is another: what a repeated client id is held against. */
  @Column('bigint', { name: 'original_hash', nullable: true })
  originalHash!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
