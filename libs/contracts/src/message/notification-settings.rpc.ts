import { IsBoolean, IsInt, IsISO8601, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';
import type { NotificationKind } from './notifications.js';

/** Of what somebody wants to be notified. */
export type NotificationPreferences = Readonly<Record<NotificationKind, boolean>>;

export class GetNotificationPreferencesRequest {}

/** What the caller chose; everything is on until they do. */
export const getNotificationPreferences = defineRpc({
  subject: 'message.rpc.get-notification-preferences.v1',
  request: GetNotificationPreferencesRequest,
  response: reply<NotificationPreferences>(),
  access: 'user',
});

export class SetNotificationPreferencesRequest implements NotificationPreferences {
  @IsBoolean()
  readonly mention!: boolean;

  @IsBoolean()
  readonly direct!: boolean;

  @IsBoolean()
  readonly reply!: boolean;

  @IsBoolean()
  readonly invitation!: boolean;
}

export const setNotificationPreferences = defineRpc({
  subject: 'message.rpc.set-notification-preferences.v1',
  request: SetNotificationPreferencesRequest,
  response: reply<NotificationPreferences>(),
  access: 'user',
});

export class UnmuteConversationRequest {
  /** A channel … */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId?: number;

  /** … or any conversation: one of the two. */
  @IsOptional()
  @IsUUID()
  readonly conversationId?: string;
}

/** A moment in ISO 8601 with its offset. */
export const MUTE_END_PATTERN = /^2\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

export class MuteConversationRequest extends UnmuteConversationRequest {
  /** A moment that is still to come; for good when it is left out. */
  @IsOptional()
  @Matches(MUTE_END_PATTERN)
  @IsISO8601({ strict: true })
  readonly until?: string;
}

export interface ConversationMute {
  readonly conversationId: string;
  readonly channelId: number | null;
  /** ISO 8601, UTC; null is for good. */
  readonly until: string | null;
}

/** From now on the caller is notified only of messages there that name them, not everybody. */
export const muteConversation = defineRpc({
  subject: 'message.rpc.mute-conversation.v1',
  request: MuteConversationRequest,
  response: reply<ConversationMute>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND', 'CONVERSATION_NOT_FOUND'],
});

/** Ends that; what is not muted stays so. */
export const unmuteConversation = defineRpc({
  subject: 'message.rpc.unmute-conversation.v1',
  request: UnmuteConversationRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND', 'CONVERSATION_NOT_FOUND'],
});
