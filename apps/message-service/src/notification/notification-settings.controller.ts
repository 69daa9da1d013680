import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  getNotificationPreferences,
  muteConversation,
  NOTIFICATION_KINDS,
  setNotificationPreferences,
  unmuteConversation,
  type ConversationMute,
  type GetNotificationPreferencesRequest,
  type MuteConversationRequest,
  type NotificationKind,
  type NotificationPreferences,
  type SetNotificationPreferencesRequest,
  type UnmuteConversationRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { MuteConversation } from './mute-conversation.use-case.js';
import { NotificationSettingsRepository } from './notification-settings.repository.js';

/** What people want to be notified of. */
@Controller()
export class NotificationSettingsController {
  constructor(
    private readonly settings: NotificationSettingsRepository,
    private readonly muteConversationUseCase: MuteConversation,
  ) {}

  @RpcHandler(getNotificationPreferences)
  async getPreferences(
    @Payload() _: GetNotificationPreferencesRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<NotificationPreferences> {
    return toPreferences(await this.settings.findSilenced(userId));
  }

  @RpcHandler(setNotificationPreferences)
  async setPreferences(
    @Payload() wanted: SetNotificationPreferencesRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<NotificationPreferences> {
    const silenced = NOTIFICATION_KINDS.filter((kind) => !wanted[kind]);
    await this.settings.silence(userId, silenced);
    return toPreferences(silenced);
  }

  @RpcHandler(muteConversation)
  mute(@Payload() request: MuteConversationRequest, @CurrentCaller() { userId }: Caller): Promise<ConversationMute> {
    return this.muteConversationUseCase.mute(userId, request);
  }

  @RpcHandler(unmuteConversation)
  async unmute(
    @Payload() request: UnmuteConversationRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<Record<string, never>> {
    await this.muteConversationUseCase.unmute(userId, request);
    return {};
  }
}

function toPreferences(silenced: readonly NotificationKind[]): NotificationPreferences {
  const isOn = (kind: NotificationKind) => !silenced.includes(kind);
  return { mention: isOn('mention'), direct: isOn('direct'), reply: isOn('reply'), invitation: isOn('invitation') };
}
