import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in a channel. Only in a private channel does it decide who may read. */
@Entity({ name: 'channel_member' })
export class ChannelMember {
  @PrimaryColumn('integer', { name: 'channel_id' })
  channelId!: number;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;
}
