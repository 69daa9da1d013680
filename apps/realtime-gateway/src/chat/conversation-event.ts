import type { Msg } from '@nats-io/transport-node';
import {
  messageDeleted,
  messageEdited,
  messageReacted,
  messageSent,
  toSeedTime,
  type ConversationEntry,
  type ConversationLog,
  type MessageDeleted,
  type MessageEdited,
  type MessageReacted,
  type MessageSent,
} from '@atrium/contracts';

import { FeedEvent } from '../feed/feed-event.js';

/** How frames name a conversation: a channel by its number, any other by its UUID. */
export type ConversationName = { readonly channel_id: number } | { readonly conversation_id: string };

/** @see ConversationName */
export function nameOf({
  channelId,
  conversationId,
}: Pick<ConversationLog, 'channelId' | 'conversationId'>): ConversationName {
  return channelId === null ? { conversation_id: conversationId } : { channel_id: channelId };
}

/** What clients are sent of one entry of a conversation's log. */
export function conversationEvent(entry: ConversationEntry, name: ConversationName): FeedEvent {
  return new FeedEvent(entry.seq, {
    v2: () => v2Frame(entry, name),
    legacy: () => (entry.kind === 'post' && !entry.is_deleted ? legacyFrame(entry) : undefined),
  });
}

/** The entry that a published event tells of; undefined for events that are no entries of a log. */
export function entryOf(message: Pick<Msg, 'subject' | 'json'>): ConversationEntry | undefined {
  const kind = message.subject.slice(0, message.subject.lastIndexOf('.'));
  if (kind === messageSent.subject) return postOf(message.json<MessageSent>());
  if (kind === messageEdited.subject) return editOf(message.json<MessageEdited>());
  if (kind === messageDeleted.subject) return deleteOf(message.json<MessageDeleted>());
  if (kind === messageReacted.subject) return reactionOf(message.json<MessageReacted>());
  return undefined;
}

/** The seed's frame: a message shows four fields and no other. */
function legacyFrame({ message }: Extract<ConversationEntry, { kind: 'post' }>): object {
  const { id, sender_email, body, created_at } = message;
  return { type: 'new_message', message: { id, sender_email, body, created_at } };
}

function v2Frame(entry: ConversationEntry, name: ConversationName): object {
  const { seq } = entry;
  switch (entry.kind) {
    case 'post': {
      const { client_id, reply_to, is_deleted } = entry;
      return {
        ...legacyFrame(entry),
        ...name,
        seq,
        ...(client_id === null ? {} : { client_id }),
        ...(reply_to === null ? {} : { reply_to }),
        ...(is_deleted ? { is_deleted } : {}),
      };
    }
    case 'edit': {
      const { message_id, actor_email, body, edited_at } = entry;
      return { type: 'message_updated', ...name, seq, message_id, actor_email, body, edited_at };
    }
    case 'delete': {
      const { message_id, actor_email, deleted_at } = entry;
      return { type: 'message_deleted', ...name, seq, message_id, actor_email, deleted_at };
    }
    case 'reaction': {
      const { message_id, actor_email, emoji, action, created_at } = entry;
      return { type: 'reaction', ...name, seq, message_id, actor_email, emoji, action, created_at };
    }
  }
}

function postOf({ seq, messageId, senderEmail, body, clientId, replyTo, occurredAt }: MessageSent): ConversationEntry {
  const message = { id: messageId, sender_email: senderEmail, body, created_at: timeOf(occurredAt) };
  return { kind: 'post', seq, message, client_id: clientId ?? null, reply_to: replyTo, is_deleted: false };
}

function editOf({ seq, messageId, actorEmail, body, occurredAt }: MessageEdited): ConversationEntry {
  return { kind: 'edit', seq, message_id: messageId, actor_email: actorEmail, body, edited_at: timeOf(occurredAt) };
}

function deleteOf({ seq, messageId, actorEmail, occurredAt }: MessageDeleted): ConversationEntry {
  return { kind: 'delete', seq, message_id: messageId, actor_email: actorEmail, deleted_at: timeOf(occurredAt) };
}

function reactionOf({ seq, messageId, actorEmail, emoji, action, occurredAt }: MessageReacted): ConversationEntry {
  const created_at = timeOf(occurredAt);
  return { kind: 'reaction', seq, message_id: messageId, actor_email: actorEmail, emoji, action, created_at };
}

function timeOf(occurredAt: string): string {
  return toSeedTime(new Date(occurredAt));
}
