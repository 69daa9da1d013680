import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';
import type { ConversationEntry } from './log-entry.js';
import type { MessageDetail, MessageView } from './message.view.js';

/** A body is at most this many characters (UTF-16 code units); the socket's frame limit leaves room for it. */
export const MAX_BODY_LENGTH = 16_384;

/** Others in a direct or group conversation at most. */
export const MAX_RECIPIENTS = 49;

/** Goes to exactly one of a channel, a conversation, and people. */
export class SendMessageRequest {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId?: number;

  @IsOptional()
  @IsUUID()
  readonly conversationId?: string;

  /** People by id, user name or address: the conversation of exactly these and the sender, made when there is none. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_RECIPIENTS)
  @Length(1, 254, { each: true })
  @IsString({ each: true })
  readonly to?: readonly string[];

  /** A message of the same conversation that this one answers. */
  @IsOptional()
  @IsUUID()
  readonly replyTo?: string;

  @IsString()
  @Length(1, MAX_BODY_LENGTH)
  readonly body!: string;

  /** Chosen by the sender: sending the same id again stores nothing and returns the stored message. */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  readonly clientId?: string;
}

export interface SentMessage {
  readonly message: MessageView;
  readonly conversationId: string;
  readonly seq: number;
  /** True when this client id had been stored before: the message is as it is now, not as it was sent. */
  readonly isDuplicate: boolean;
}

/** Stores a message and tells the world; acknowledged only once it is committed. */
export const sendMessage = defineRpc({
  subject: 'message.rpc.send.v1',
  request: SendMessageRequest,
  response: reply<SentMessage>(),
  access: 'user',
  errors: [
    'CHANNEL_NOT_FOUND',
    'CHANNEL_ARCHIVED',
    'WORKSPACE_ARCHIVED',
    'CONVERSATION_NOT_FOUND',
    'MESSAGE_NOT_FOUND',
    'USER_NOT_FOUND',
    'CLIENT_ID_REUSED',
  ],
  timeoutMs: 5_000,
});

/** A place in a log: a message's UUID, or the number of any entry. */
export const LOG_PLACE_PATTERN = /^(\d{1,15}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Of exactly one of a channel and a conversation. */
export class ListMessagesRequest {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId?: number;

  @IsOptional()
  @IsUUID()
  readonly conversationId?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;

  /** Only what lies before this place: the latest of it. */
  @IsOptional()
  @Matches(LOG_PLACE_PATTERN)
  readonly before?: string;

  /** Only what lies after this place: without `before` the first of it. */
  @IsOptional()
  @Matches(LOG_PLACE_PATTERN)
  readonly after?: string;
}

const LIST_REFUSALS = ['CHANNEL_NOT_FOUND', 'CONVERSATION_NOT_FOUND', 'MESSAGE_NOT_FOUND'] as const;

/** Messages of a channel or a conversation, oldest first: the latest, unless places are given. */
export const listMessages = defineRpc({
  subject: 'message.rpc.list.v1',
  request: ListMessagesRequest,
  response: reply<MessageView[]>(),
  access: 'user',
  errors: LIST_REFUSALS,
});

/** The same messages with all that is known of them. */
export const listMessageDetails = defineRpc({
  subject: 'message.rpc.list-details.v1',
  request: ListMessagesRequest,
  response: reply<MessageDetail[]>(),
  access: 'user',
  errors: LIST_REFUSALS,
});

export class ReadRangeRequest {
  @IsUUID()
  readonly conversationId!: string;

  /** Events after this number … */
  @IsInt()
  @Min(0)
  readonly after!: number;

  /** … up to and with this one. */
  @IsInt()
  @Min(1)
  readonly upTo!: number;
}

/**
 * A stretch of a log in order: how a realtime-gateway mends a gap. It ends early after 500 entries or about 1 MiB, so
 * whoever needs all asks again from the last one until nothing comes.
 */
export const readRange = defineRpc({
  subject: 'message.rpc.read-range.v1',
  request: ReadRangeRequest,
  response: reply<ConversationEntry[]>(),
  access: 'service',
});
