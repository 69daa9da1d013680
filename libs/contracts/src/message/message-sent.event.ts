import { IsArray, IsBoolean, IsEmail, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** A message is stored. Carries all that fan-out and feeds need, so that nobody has to ask back. */
export class MessageSent {
  @IsUUID()
  readonly messageId!: string;

  @IsUUID()
  readonly conversationId!: string;

  /** Place in the conversation's log. */
  @IsInt()
  readonly seq!: number;

  /** Its place among the conversation's posts. */
  @IsInt()
  readonly ordinal!: number;

  /** Null in direct and group conversations, which belong to no workspace. */
  @IsOptional()
  @IsInt()
  readonly channelId!: number | null;

  @IsOptional()
  @IsInt()
  readonly workspaceId!: number | null;

  @IsUUID()
  readonly senderId!: string;

  @IsEmail()
  readonly senderEmail!: string;

  /** How feeds name the sender: the first name, or the user name where there is none. */
  @IsString()
  readonly senderName!: string;

  @IsString()
  readonly body!: string;

  @IsOptional()
  @IsString()
  readonly clientId?: string | null;

  /** The message it answers. */
  @IsOptional()
  @IsUUID()
  readonly replyTo!: string | null;

  /** Those it names who may read it, without its sender. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  readonly mentions!: readonly string[];

  /** True when it speaks to all of the conversation: `@channel`. */
  @IsBoolean()
  readonly mentionsEveryone!: boolean;

  /** When it was stored; ISO 8601, UTC. */
  @IsISO8601()
  readonly occurredAt!: string;
}

export const messageSent = defineEvent({
  subject: 'message.event.sent.v1',
  payload: MessageSent,
  key: ({ conversationId }) => conversationId,
});
