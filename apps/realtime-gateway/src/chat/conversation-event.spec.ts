import { describe, expect, it } from '@jest/globals';
import { messageDeleted, messageEdited, messageReacted, messageSent } from '@atrium/contracts';

import { readTextFrame } from '../../test/read-text-frame.js';
import { conversationEvent, entryOf } from './conversation-event.js';

const sent = {
  messageId: '0190a5f2-7f6c-7aaa-8000-000000000001',
  conversationId: '0190a5f2-7f6c-7aaa-8000-000000000002',
  seq: 7,
  ordinal: 7,
  channelId: 1,
  workspaceId: 2,
  senderId: '0190a5f2-7f6c-7aaa-8000-000000000003',
  senderEmail: 'ada@example.com',
  senderName: 'Ada',
  body: 'Grüße ✓',
  clientId: 'mine',
  replyTo: null,
  mentions: [],
  mentionsEveryone: false,
  occurredAt: '2025-01-15T11:00:00.123Z',
};

function eventOf(subject: string, payload: object, name: Parameters<typeof conversationEvent>[1] = { channel_id: 1 }) {
  const entry = entryOf({ subject: `${subject}.${sent.conversationId}`, json: () => payload as never });
  if (!entry) throw new Error('no entry');
  return conversationEvent(entry, name);
}

const { body, messageId: id } = sent;
const message = { id, sender_email: 'ada@example.com', body, created_at: '2025-01-15T11:00:00' };
const change = {
  messageId: id,
  conversationId: sent.conversationId,
  seq: 8,
  channelId: 1,
  workspaceId: 2,
  actorId: sent.senderId,
  actorEmail: 'ada@example.com',
  occurredAt: sent.occurredAt,
};

describe('a new message', () => {
  it('shows legacy clients exactly these bytes', () => {
    const frame = eventOf(messageSent.subject, sent).legacy;
    expect(frame?.subarray(4).toString()).toBe(
      `{"type":"new_message","message":{"id":"${id}","sender_email":"ada@example.com","body":"Grüße ✓","created_at":"2025-01-15T11:00:00"}}`,
    );
  });

  it('shows clients of version 2 its place beside the message', () => {
    expect(readTextFrame(eventOf(messageSent.subject, sent).v2)).toEqual({
      type: 'new_message',
      message,
      channel_id: 1,
      seq: 7,
      client_id: 'mine',
    });
  });

  it('names a conversation outside workspaces by its id, and the message it answers', () => {
    const answer = { ...sent, channelId: null, workspaceId: null, clientId: null, replyTo: id };
    expect(readTextFrame(eventOf(messageSent.subject, answer, { conversation_id: 'c' }).v2)).toEqual({
      type: 'new_message',
      message,
      conversation_id: 'c',
      seq: 7,
      reply_to: id,
    });
  });

  it('is not shown to legacy clients once it is deleted', () => {
    const deleted = { kind: 'post', seq: 7, message, client_id: null, reply_to: null, is_deleted: true } as const;
    const event = conversationEvent(deleted, { channel_id: 1 });
    expect(event.legacy).toBeNull();
    expect(readTextFrame(event.v2)).toMatchObject({ is_deleted: true, seq: 7 });
  });
});

it.each([
  [
    messageEdited.subject,
    { ...change, body: 'new' },
    { type: 'message_updated', body: 'new', edited_at: '2025-01-15T11:00:00' },
  ],
  [messageDeleted.subject, change, { type: 'message_deleted', deleted_at: '2025-01-15T11:00:00' }],
  [
    messageReacted.subject,
    { ...change, emoji: '👍', action: 'added' },
    { type: 'reaction', emoji: '👍', action: 'added', created_at: '2025-01-15T11:00:00' },
  ],
])('%s is shown to clients of version 2 only', (subject, payload, expected) => {
  const event = eventOf(subject, payload);
  expect(event.legacy).toBeNull();
  const common = { channel_id: 1, seq: 8, message_id: id, actor_email: 'ada@example.com' };
  expect(readTextFrame(event.v2)).toEqual({ ...common, ...expected });
});

it('An event that is no entry of a log is none', () => {
  expect(entryOf({ subject: 'message.event.read.v1.x', json: () => ({}) as never })).toBeUndefined();
});
