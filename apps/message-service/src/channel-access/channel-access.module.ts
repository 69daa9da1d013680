import { Module } from '@nestjs/common';

import { ChannelAccessRepository } from './channel-access.repository.js';
import { ChannelCreatedConsumer } from './channel-created.consumer.js';
import { ChannelGate } from './channel-gate.js';
import { MemberAddedConsumer } from './member-added.consumer.js';

@Module({
  providers: [ChannelAccessRepository, ChannelGate, ChannelCreatedConsumer, MemberAddedConsumer],
  exports: [ChannelGate],
})
export class ChannelAccessModule {}
