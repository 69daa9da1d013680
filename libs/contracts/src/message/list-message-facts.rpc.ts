import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from '../workspace/channels.rpc.js';

export class ListMessageFactsRequest {
  /** The `next` of the answer before. */
  @IsOptional()
  @IsUUID()
  readonly afterId?: string;

  /** Only messages of this workspace. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId?: number;

  /** Messages looked at, those of no workspace among them. */
  @IsInt()
  @Min(1)
  @Max(2_000)
  readonly limit!: number;
}

/** Where, when and by whom a message was sent. */
export interface MessageFact {
  readonly messageId: string;
  readonly workspaceId: number;
  readonly channelId: number;
  readonly senderId: string;
  /** ISO 8601, UTC, as the event of it said. */
  readonly occurredAt: string;
}

export interface MessageFacts {
  readonly facts: readonly MessageFact[];
  /** Null once all have been looked at. */
  readonly next: string | null;
}

/** All messages of workspaces by id, deleted ones too: for whoever counts them anew. */
export const listMessageFacts = defineRpc({
  subject: 'message.rpc.list-message-facts.v1',
  request: ListMessageFactsRequest,
  response: reply<MessageFacts>(),
  access: 'service',
  timeoutMs: 10_000,
});
