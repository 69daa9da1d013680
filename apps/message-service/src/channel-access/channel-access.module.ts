import { Module } from '@nestjs/common';

import { ChannelAccessRepository } from './channel-access.repository.js';
import {
  ChannelChangedConsumer,
  ChannelCreatedConsumer,
  ChannelMemberAddedConsumer,
  ChannelMemberRemovedConsumer,
} from './channel.consumers.js';
import { ChannelGate } from './channel-gate.js';
import { MemberAddedConsumer, MemberRemovedConsumer, MemberRoleChangedConsumer } from './membership.consumers.js';
import { WorkspaceChangedConsumer, WorkspaceDeletedConsumer } from './workspace.consumers.js';

@Module({
  providers: [
    ChannelAccessRepository,
    ChannelGate,
    ChannelCreatedConsumer,
    ChannelChangedConsumer,
    ChannelMemberAddedConsumer,
    ChannelMemberRemovedConsumer,
    MemberAddedConsumer,
    MemberRoleChangedConsumer,
    MemberRemovedConsumer,
    WorkspaceChangedConsumer,
    WorkspaceDeletedConsumer,
  ],
  exports: [ChannelGate],
})
export class ChannelAccessModule {}
