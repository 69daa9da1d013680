import { Injectable } from '@nestjs/common';
import { MAX_EMOJIS, messageReacted, type ReactToMessageRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { changeFacts, MessageChange } from '../message/message-change.js';
import { MessageChangeRepository } from '../message/message-change.repository.js';
import { ReactionRepository } from './reaction.repository.js';

/** Puts an emoji to a message or takes it away. What is so already changes nothing and tells nobody. */
@Injectable()
export class ReactToMessage {
  constructor(
    private readonly change: MessageChange,
    private readonly changes: MessageChangeRepository,
    private readonly reactions: ReactionRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, request: ReactToMessageRequest): Promise<void> {
    const { messageId, emoji, action } = request;
    await this.change.of(messageId, caller.userId, async (tx, message) => {
      if (!(await this.store(tx, caller.userId, request))) return message;
      const placed = await this.changes.react(tx, message, caller.userId, { emoji, action });
      await this.outbox.add(tx, messageReacted, { ...changeFacts(message, caller, placed), emoji, action });
      return message;
    });
  }

  /** Whether that changed anything. */
  private async store(tx: Transaction, userId: string, request: ReactToMessageRequest): Promise<boolean> {
    const { messageId, emoji, action } = request;
    if (action === 'removed') return this.reactions.remove(tx, messageId, emoji, userId);
    if (await this.reactions.add(tx, messageId, emoji, userId, MAX_EMOJIS)) return true;
    if (await this.reactions.has(tx, messageId, emoji, userId)) return false;
    const detail = `a message has ${MAX_EMOJIS} different emojis at most`;
    throw new DomainError('VALIDATION_FAILED', detail, { emoji: [detail] });
  }
}
