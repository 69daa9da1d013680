import { ArrayMaxSize, IsArray, IsInt, IsUUID, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';

/** Conversations opened by one call at most: as many as one socket may follow. */
export const MAX_OPENED_TOGETHER = 100;

export class OpenConversationsRequest {
  @IsArray()
  @ArrayMaxSize(MAX_OPENED_TOGETHER)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_INTEGER_ID, { each: true })
  readonly channelIds!: readonly number[];

  @IsArray()
  @ArrayMaxSize(MAX_OPENED_TOGETHER)
  @IsUUID(undefined, { each: true })
  readonly conversationIds!: readonly string[];
}

/** A conversation's log: which one it is and how far it goes. */
export interface ConversationLog {
  readonly conversationId: string;
  /** Null outside workspaces. */
  readonly channelId: number | null;
  readonly workspaceId: number | null;
  /** The newest entry's number; 0 while the log is empty. */
  readonly head: number;
  /** Which writing of this log it is: another one after a restore, so that an old place in it means nothing any more. */
  readonly epoch: string;
}

/** What a socket needs to follow conversations. Those that the caller may not read, or that do not exist, are left out. */
export const openConversations = defineRpc({
  subject: 'message.rpc.open-conversations.v1',
  request: OpenConversationsRequest,
  response: reply<ConversationLog[]>(),
  access: 'user',
});

export class FilterReadersRequest {
  @IsUUID()
  readonly conversationId!: string;

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  readonly userIds!: readonly string[];
}

/** Those of the given people who may read a conversation now: how a gateway makes sure that it missed no removal. */
export const filterReaders = defineRpc({
  subject: 'message.rpc.filter-readers.v1',
  request: FilterReadersRequest,
  response: reply<string[]>(),
  access: 'service',
});
