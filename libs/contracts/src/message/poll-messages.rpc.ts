import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { MessageView } from './message.view.js';

/** Messages marked as read by one poll at most. */
export const MAX_MARKED_TOGETHER = 500;

export class PollMessagesRequest {
  /** Messages that the caller has read. Those that are not in their inbox change nothing. */
  @IsArray()
  @ArrayMaxSize(MAX_MARKED_TOGETHER)
  @IsUUID(undefined, { each: true })
  readonly messagesRead!: readonly string[];

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;

  /** The `next` of the answer before. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

export interface InboxMessage extends MessageView {
  /** Why it is in the inbox: it was sent to the caller and few others, or it names them in a channel. */
  readonly kind: 'direct' | 'mention';
  readonly conversation_id: string;
  readonly channel_id: number | null;
}

export interface Inbox {
  /** Oldest first. */
  readonly messages: readonly InboxMessage[];
  /** What to ask for the rest with; null when this is all. */
  readonly next: string | null;
}

/** Marks messages as read and returns what is addressed to the caller and unread. */
export const pollMessages = defineRpc({
  subject: 'message.rpc.poll.v1',
  request: PollMessagesRequest,
  response: reply<Inbox>(),
  access: 'user',
});
