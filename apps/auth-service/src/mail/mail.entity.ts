import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mail on its way out. */
@Entity({ name: 'mail' })
export class Mail {
  @PrimaryColumn('uuid')
  id!: string;

  /** Recipient, subject and text, sealed by the key ring; null once nobody needs it any more. */
  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Not worth sending after this moment. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When the sweep takes care of it, unless it was sent by then. */
  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('integer')
  attempts!: number;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
