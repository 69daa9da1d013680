import { Injectable } from '@nestjs/common';
import { conversationMemberAdded, conversationMemberRemoved } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { conversationNotFound } from './conversation-gate.js';
import { MAX_MEMBERS, PeopleConversationRepository } from './people-conversation.repository.js';
import { Recipients } from './recipients.js';

/** Begins direct and group conversations, and takes people into groups and out of them. */
@Injectable()
export class PeopleConversations {
  constructor(
    private readonly recipients: Recipients,
    private readonly conversations: PeopleConversationRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** The conversation of exactly this person and the named ones, made when there is none. */
  async between(userId: string, names: readonly string[]): Promise<string> {
    return this.conversations.ensureBetween(await this.withOthers(userId, names));
  }

  /** A new group of this person and the named ones. */
  async make(userId: string, name: string, names: readonly string[]): Promise<string> {
    return this.conversations.make(name, await this.withOthers(userId, names));
  }

  /** Takes people into a group that this person is in; refuses with CONVERSATION_NOT_FOUND. */
  async add(userId: string, conversationId: string, names: readonly string[]): Promise<void> {
    const people = await this.recipients.find(names);
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.conversations.lockGroup(tx, conversationId, userId))) throw conversationNotFound();
      const added = await this.conversations.add(tx, conversationId, people);
      if ((await this.conversations.countMembers(tx, conversationId)) > MAX_MEMBERS) throw tooMany();
      const occurredAt = new Date().toISOString();
      for (const newcomer of added) {
        const membership = { conversationId, userId: newcomer, actorId: userId, occurredAt };
        await this.outbox.add(tx, conversationMemberAdded, membership);
      }
    });
  }

  /** Takes this person out of a group; refuses with CONVERSATION_NOT_FOUND. */
  leave(userId: string, conversationId: string): Promise<void> {
    return this.remove(userId, conversationId, userId);
  }

  /**
   * Takes somebody out of a group that this person is in; refuses with CONVERSATION_NOT_FOUND, and with USER_NOT_FOUND
   * when they are not in it.
   */
  async remove(userId: string, conversationId: string, memberId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.conversations.lockGroup(tx, conversationId, userId))) throw conversationNotFound();
      if (!(await this.conversations.remove(tx, conversationId, memberId))) throw notInIt();
      const removed = { conversationId, userId: memberId, actorId: userId, occurredAt: new Date().toISOString() };
      await this.outbox.add(tx, conversationMemberRemoved, removed);
    });
  }

  private async withOthers(userId: string, names: readonly string[]): Promise<string[]> {
    return [...new Set([userId, ...(await this.recipients.find(names))])];
  }
}

function notInIt(): DomainError {
  return new DomainError('USER_NOT_FOUND', 'There is no such member');
}

function tooMany(): DomainError {
  const detail = `a conversation has ${MAX_MEMBERS} members at most`;
  return new DomainError('VALIDATION_FAILED', detail, { members: [detail] });
}
