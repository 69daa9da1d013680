import { Body, Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { muteConversation, unmuteConversation, type UnmuteConversationRequest } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { given } from './message-request.js';
import { MutedChannelParams, MutedConversationParams, MuteDto } from './notifications.dto.js';

@ApiTags('Notifications')
@ApiBearerAuth()
@Controller('api')
export class MutesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Be notified of a conversation only by messages that name you' })
  @RequiredScope('messages:write')
  @Put('conversations/:id/mute')
  mute(
    @Param() { id: conversationId }: MutedConversationParams,
    @Body() { until }: MuteDto,
    @CurrentUser() caller: Caller,
  ) {
    return this.set({ conversationId }, until, caller);
  }

  @ApiOperation({ summary: 'Be notified of a conversation as of others again' })
  @HttpCode(204)
  @RequiredScope('messages:write')
  @Delete('conversations/:id/mute')
  async unmute(@Param() { id: conversationId }: MutedConversationParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(unmuteConversation, { conversationId }, caller);
  }

  @ApiOperation({ summary: 'Be notified of a channel only by messages that name you' })
  @RequiredScope('messages:write')
  @Put('channels/:id/mute')
  muteChannel(
    @Param() { id: channelId }: MutedChannelParams,
    @Body() { until }: MuteDto,
    @CurrentUser() caller: Caller,
  ) {
    return this.set({ channelId }, until, caller);
  }

  @ApiOperation({ summary: 'Be notified of a channel as of others again' })
  @HttpCode(204)
  @RequiredScope('messages:write')
  @Delete('channels/:id/mute')
  async unmuteChannel(@Param() { id: channelId }: MutedChannelParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(unmuteConversation, { channelId }, caller);
  }

  private async set(
    place: Pick<UnmuteConversationRequest, keyof UnmuteConversationRequest>,
    until: string | undefined,
    caller: Caller,
  ) {
    const muted = await this.rpc.call(muteConversation, { ...place, ...given({ until }) }, caller);
    return { conversation_id: muted.conversationId, channel_id: muted.channelId, until: muted.until };
  }
}
