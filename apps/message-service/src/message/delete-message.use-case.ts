import { Injectable } from '@nestjs/common';
import { messageDeleted, type DeleteMessageRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Caller } from '@atrium/rpc';

import { MessageChange, changeFacts, forbidden } from './message-change.js';
import { MessageChangeRepository, type LockedMessage } from './message-change.repository.js';

/** Takes a message back: its sender does, or an owner or admin of the workspace it was written in. */
@Injectable()
export class DeleteMessage {
  constructor(
    private readonly change: MessageChange,
    private readonly changes: MessageChangeRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, { messageId }: DeleteMessageRequest): Promise<void> {
    await this.change.of(messageId, caller.userId, async (tx, message) => {
      if (!mayDelete(message, caller)) throw forbidden('Only its sender and those who run the workspace may delete it');
      const placed = await this.changes.delete(tx, message, caller.userId);
      await this.outbox.add(tx, messageDeleted, changeFacts(message, caller, placed));
      return message;
    });
  }
}

function mayDelete({ senderId, role }: LockedMessage, { userId }: Caller): boolean {
  return senderId === userId || role === 'owner' || role === 'admin';
}
