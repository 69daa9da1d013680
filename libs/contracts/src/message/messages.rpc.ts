import { IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';
import type { MessageView } from './message.view.js';

/** A body is at most this many characters (UTF-16 code units); the socket's frame limit leaves room for it. */
export const MAX_BODY_LENGTH = 16_384;

export class SendMessageRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId!: number;

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
  /** True when this client id had been stored before. */
  readonly isDuplicate: boolean;
}

/** Stores a message and tells the world; acknowledged only once it is committed. */
export const sendMessage = defineRpc({
  subject: 'message.rpc.send.v1',
  request: SendMessageRequest,
  response: reply<SentMessage>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND', 'CLIENT_ID_REUSED'],
  timeoutMs: 5_000,
});

export class ListMessagesRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId!: number;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** The latest messages of a channel, oldest first. */
export const listMessages = defineRpc({
  subject: 'message.rpc.list.v1',
  request: ListMessagesRequest,
  response: reply<MessageView[]>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND'],
});

export class OpenChannelRequest {
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId!: number;
}

/** A channel's log: which conversation it is and how far it goes. */
export interface ChannelLog {
  readonly channelId: number;
  readonly workspaceId: number;
  readonly conversationId: string;
  /** The newest event's number; 0 while the log is empty. */
  readonly head: number;
}

/** What a socket needs to follow a channel; refused unless the caller may read it. */
export const openChannel = defineRpc({
  subject: 'message.rpc.open-channel.v1',
  request: OpenChannelRequest,
  response: reply<ChannelLog>(),
  access: 'user',
  errors: ['CHANNEL_NOT_FOUND'],
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

/** One stored message with its place in the log. */
export interface LogEntry {
  readonly seq: number;
  readonly message: MessageView;
}

/** A stretch of a log in order, at most 500 entries: how a realtime-gateway mends a gap. */
export const readRange = defineRpc({
  subject: 'message.rpc.read-range.v1',
  request: ReadRangeRequest,
  response: reply<LogEntry[]>(),
  access: 'service',
});
