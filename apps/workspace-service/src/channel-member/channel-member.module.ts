import { Module } from '@nestjs/common';

import { ChannelMemberRepository } from './channel-member.repository.js';

/** Lets the features of the service ask who is in which channel. */
@Module({
  providers: [ChannelMemberRepository],
  exports: [ChannelMemberRepository],
})
export class ChannelMemberModule {}
