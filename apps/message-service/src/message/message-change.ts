import { Injectable } from '@nestjs/common';
import type { MessageChange as MessageChangePayload } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { archived } from '../channel-access/channel-gate.js';
import { ConversationGate } from '../conversation/conversation-gate.js';
import { MessageChangeRepository, type LockedMessage, type PlacedEntry } from './message-change.repository.js';

/** The fields of a change's event, as a plain object has them. */
type ChangeFacts = Pick<MessageChangePayload, keyof MessageChangePayload>;

/** Does one change of a message at a time, for somebody who may read it and write beside it. */
@Injectable()
export class MessageChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: ConversationGate,
    private readonly changes: MessageChangeRepository,
  ) {}

  /**
   * Runs `change` in a transaction that holds the message's lock. Refuses with MESSAGE_NOT_FOUND, also when the message
   * is deleted, and with CHANNEL_ARCHIVED.
   */
  async of<Result extends object>(
    messageId: string,
    userId: string,
    change: (tx: Transaction, message: LockedMessage) => Promise<Result>,
  ): Promise<Result> {
    return this.gate.passMessage(messageId, userId, () =>
      this.unitOfWork.run(async (tx) => {
        const message = await this.changes.lock(tx, messageId, userId);
        if (!message) return undefined;
        if (!message.canWrite) throw archived();
        return change(tx, message);
      }),
    );
  }
}

export function forbidden(detail: string): DomainError {
  return new DomainError('FORBIDDEN', detail);
}

/** What the events of all changes say. */
export function changeFacts(
  { id, conversationId, channelId, workspaceId }: LockedMessage,
  caller: Caller,
  { seq, createdAt }: PlacedEntry,
): ChangeFacts {
  const actor = { actorId: caller.userId, actorEmail: caller.email };
  return { messageId: id, conversationId, channelId, workspaceId, seq, ...actor, occurredAt: createdAt.toISOString() };
}
