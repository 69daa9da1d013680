import { IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { MessageDetail } from './message.view.js';
import { MAX_BODY_LENGTH } from './messages.rpc.js';

/** One emoji as Unicode recommends it, or a name between colons. */
export const EMOJI_PATTERN = /^(\p{RGI_Emoji}|:[a-z0-9_+\-]{1,62}:)$/v;

/** Different emojis of one message at most. */
export const MAX_EMOJIS = 50;

export class GetMessageRequest {
  @IsUUID()
  readonly messageId!: string;
}

/** One message; MESSAGE_NOT_FOUND covers "may not see" and "is deleted" as well. */
export const getMessage = defineRpc({
  subject: 'message.rpc.get.v1',
  request: GetMessageRequest,
  response: reply<MessageDetail>(),
  access: 'user',
  errors: ['MESSAGE_NOT_FOUND'],
});

export class EditMessageRequest {
  @IsUUID()
  readonly messageId!: string;

  @IsString()
  @Length(1, MAX_BODY_LENGTH)
  readonly body!: string;
}

/** Gives one of the caller's own messages another body; the same body again changes nothing. */
export const editMessage = defineRpc({
  subject: 'message.rpc.edit.v1',
  request: EditMessageRequest,
  response: reply<MessageDetail>(),
  access: 'user',
  errors: ['MESSAGE_NOT_FOUND', 'CHANNEL_ARCHIVED'],
});

export class DeleteMessageRequest {
  @IsUUID()
  readonly messageId!: string;
}

/** Takes back one of the caller's own messages; owners and admins of a workspace take back anybody's in it. */
export const deleteMessage = defineRpc({
  subject: 'message.rpc.delete.v1',
  request: DeleteMessageRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['MESSAGE_NOT_FOUND', 'CHANNEL_ARCHIVED'],
});

export class ReactToMessageRequest {
  @IsUUID()
  readonly messageId!: string;

  @Matches(EMOJI_PATTERN, { message: 'emoji must be one emoji, or a name between colons' })
  readonly emoji!: string;

  @IsIn(['added', 'removed'])
  readonly action!: 'added' | 'removed';
}

/** Puts the caller's emoji to a message, or takes it away; repeating it changes nothing. */
export const reactToMessage = defineRpc({
  subject: 'message.rpc.react.v1',
  request: ReactToMessageRequest,
  response: reply<MessageDetail>(),
  access: 'user',
  errors: ['MESSAGE_NOT_FOUND', 'CHANNEL_ARCHIVED'],
});
