import { Injectable } from '@nestjs/common';
import type { ConversationPage, ConversationView, ListConversationsRequest } from '@atrium/contracts';

import { ConversationGate } from './conversation-gate.js';
import { ConversationListRepository } from './conversation-list.repository.js';
import { ConversationPresenter } from './conversation-presenter.js';

/** Shows people their conversations, with what is left to read. */
@Injectable()
export class ListConversations {
  constructor(
    private readonly gate: ConversationGate,
    private readonly conversations: ConversationListRepository,
    private readonly presenter: ConversationPresenter,
  ) {}

  /** A page of those that somebody may read, newest made first. */
  async execute(userId: string, { limit, after }: ListConversationsRequest): Promise<ConversationPage> {
    const found = await this.conversations.findOfUser(userId, after ?? null, limit + 1);
    const items = await this.presenter.present(found.slice(0, limit));
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** One of them; refuses with CONVERSATION_NOT_FOUND. */
  async get(userId: string, conversationId: string): Promise<ConversationView> {
    const find = () => this.conversations.findOne(userId, conversationId);
    const found = await this.gate.passConversation(conversationId, userId, find);
    const [view] = await this.presenter.present([found]);
    if (!view) throw new Error('One conversation has one view');
    return view;
  }
}
