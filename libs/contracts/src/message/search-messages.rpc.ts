import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';
import type { MessageView } from './message.view.js';

/** A day or a moment; without an offset it is UTC. */
export const SEARCH_MOMENT_PATTERN = /^[12]\d{3}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** What a search is continued with; opaque to clients. */
export const SEARCH_CURSOR_PATTERN = /^[A-Za-z0-9_-]{1,200}$/;

export class SearchMessagesRequest {
  /** Words, "phrases", or, -without: as web search engines take them. */
  @IsString()
  @Length(1, 200)
  readonly query!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly channelId?: number;

  @IsOptional()
  @IsUUID()
  readonly conversationId?: string;

  /** Whose messages: id, user name or address. */
  @IsOptional()
  @IsString()
  @Length(1, 254)
  readonly from?: string;

  /** Sent at this moment or later. */
  @IsOptional()
  @Matches(SEARCH_MOMENT_PATTERN)
  @IsISO8601({ strict: true })
  readonly after?: string;

  /** Sent before this moment. */
  @IsOptional()
  @Matches(SEARCH_MOMENT_PATTERN)
  @IsISO8601({ strict: true })
  readonly before?: string;

  @IsInt()
  @Min(1)
  @Max(50)
  readonly limit!: number;

  @IsOptional()
  @Matches(SEARCH_CURSOR_PATTERN)
  readonly cursor?: string;
}

export interface FoundMessage extends MessageView {
  readonly conversation_id: string;
  readonly channel_id: number | null;
  readonly seq: number;
  /** Part of the body as HTML: escaped, with `<mark>` around what was found. */
  readonly highlight: string;
}

export interface FoundMessages {
  readonly items: readonly FoundMessage[];
  /** What to ask for more with; null when there is no more. */
  readonly next: string | null;
}

/** Searches everything that the caller may see. */
export const searchMessages = defineRpc({
  subject: 'message.rpc.search.v1',
  request: SearchMessagesRequest,
  response: reply<FoundMessages>(),
  access: 'user',
  timeoutMs: 5_000,
});
