import { IsInt, IsISO8601, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { defineEvent } from '../event-contract.js';
import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';

export class MarkReadRequest {
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

  /** The newest entry that was seen. A marker never goes back, and never beyond the end. */
  @IsInt()
  @Min(0)
  readonly seq!: number;
}

/** How far somebody has read a conversation, and what is left. */
export interface ReadMarker {
  readonly conversationId: string;
  readonly channelId: number | null;
  readonly seq: number;
  /** Posts of others after the marker. */
  readonly unread: number;
  /** Those of them that mention this person. */
  readonly mentions: number;
}

/** Sets the caller's read marker. */
export const markRead = defineRpc({
  subject: 'message.rpc.mark-read.v1',
  request: MarkReadRequest,
  response: reply<ReadMarker>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND', 'CONVERSATION_NOT_FOUND'],
});

export class ConversationRead {
  @IsUUID()
  readonly userId!: string;

  @IsUUID()
  readonly conversationId!: string;

  @IsOptional()
  @IsInt()
  readonly channelId!: number | null;

  @IsInt()
  readonly seq!: number;

  @IsInt()
  readonly unread!: number;

  @IsInt()
  readonly mentions!: number;

  @IsISO8601()
  readonly occurredAt!: string;
}

/** Somebody read on; for their own other devices. */
export const conversationRead = defineEvent({
  subject: 'message.event.read.v1',
  payload: ConversationRead,
  key: ({ userId }) => userId,
});
