import { IsISO8601, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** Somebody came into a direct or group conversation, or went out of it. */
export class ConversationMembership {
  @IsUUID()
  readonly conversationId!: string;

  @IsUUID()
  readonly userId!: string;

  /** Who did it: the person themselves when they left. */
  @IsUUID()
  readonly actorId!: string;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const conversationMemberAdded = defineEvent({
  subject: 'message.event.conversation-member-added.v1',
  payload: ConversationMembership,
  key: ({ conversationId }) => conversationId,
});

/** Whoever went out gets nothing more of it. */
export const conversationMemberRemoved = defineEvent({
  subject: 'message.event.conversation-member-removed.v1',
  payload: ConversationMembership,
  key: ({ conversationId }) => conversationId,
});
