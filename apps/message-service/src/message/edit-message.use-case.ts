import { Injectable } from '@nestjs/common';
import { messageEdited, type EditMessageRequest } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Caller } from '@atrium/rpc';

import { MentionDirectory } from '../mention/mention-directory.js';
import { MessageChange, changeFacts, forbidden } from './message-change.js';
import { MessageChangeRepository, type LockedMessage } from './message-change.repository.js';
import { requireStorable } from './message-body.js';

/** Gives a sender's own message another body. The same body again changes nothing and tells nobody. */
@Injectable()
export class EditMessage {
  constructor(
    private readonly change: MessageChange,
    private readonly changes: MessageChangeRepository,
    private readonly mentions: MentionDirectory,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, { messageId, body }: EditMessageRequest): Promise<LockedMessage> {
    requireStorable(body);
    return this.change.of(messageId, caller.userId, async (tx, message) => {
      if (message.senderId !== caller.userId) throw forbidden('Only its sender may edit a message');
      if (message.body === body) return message;
      const mentions = await this.mentions.in(body, message.conversationId, caller.userId, tx);
      await this.mentions.replace(tx, message, mentions);
      const placed = await this.changes.edit(tx, message, caller.userId, body);
      await this.outbox.add(tx, messageEdited, { ...changeFacts(message, caller, placed), body });
      return message;
    });
  }
}
