import { Injectable } from '@nestjs/common';
import type { ListMessageFactsRequest, MessageFact, MessageFacts } from '@atrium/contracts';

import { MessageFactRepository, type StoredFact } from './message-fact.repository.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Goes through all messages by id and tells of those in workspaces. */
@Injectable()
export class ListMessageFacts {
  constructor(private readonly facts: MessageFactRepository) {}

  async execute({ afterId = BEFORE_ALL, workspaceId, limit }: ListMessageFactsRequest): Promise<MessageFacts> {
    const stored = await this.facts.findAfter(afterId, limit);
    const facts = stored
      .flatMap(toFact)
      .filter((fact) => workspaceId === undefined || fact.workspaceId === workspaceId);
    return { facts, next: stored.length === limit ? (stored.at(-1)?.messageId ?? null) : null };
  }
}

function toFact({ messageId, workspaceId, channelId, senderId, createdAt }: StoredFact): MessageFact[] {
  if (workspaceId === null || channelId === null) return [];
  return [{ messageId, workspaceId, channelId, senderId, occurredAt: createdAt.toISOString() }];
}
