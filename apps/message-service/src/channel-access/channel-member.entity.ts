import { Entity, PrimaryColumn } from 'typeorm';

/** A person known to be in a channel. Only in a private channel does it decide who may read. */
@Entity({ name: 'channel_member' })
export class ChannelMember {
  @PrimaryColumn('integer', { name: 'channel_id' })
  channelId!: number;

  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;
}
