import { IsEmail, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** What every later change of a message has in common; a post itself is {@link MessageSent}. */
export class MessageChange {
  @IsUUID()
  readonly messageId!: string;

  @IsUUID()
  readonly conversationId!: string;

  /** Place in the conversation's log. */
  @IsInt()
  readonly seq!: number;

  /** Null outside workspaces. */
  @IsOptional()
  @IsInt()
  readonly channelId!: number | null;

  @IsOptional()
  @IsInt()
  readonly workspaceId!: number | null;

  @IsUUID()
  readonly actorId!: string;

  @IsEmail()
  readonly actorEmail!: string;

  /** When it was stored; ISO 8601, UTC. */
  @IsISO8601()
  readonly occurredAt!: string;
}

const byConversation = ({ conversationId }: MessageChange) => conversationId;

export class MessageEdited extends MessageChange {
  @IsString()
  readonly body!: string;
}

export const messageEdited = defineEvent({
  subject: 'message.event.edited.v1',
  payload: MessageEdited,
  key: byConversation,
});

export class MessageDeleted extends MessageChange {}

export const messageDeleted = defineEvent({
  subject: 'message.event.deleted.v1',
  payload: MessageDeleted,
  key: byConversation,
});

export class MessageReacted extends MessageChange {
  @IsString()
  readonly emoji!: string;

  @IsIn(['added', 'removed'])
  readonly action!: 'added' | 'removed';
}

export const messageReacted = defineEvent({
  subject: 'message.event.reacted.v1',
  payload: MessageReacted,
  key: byConversation,
});
