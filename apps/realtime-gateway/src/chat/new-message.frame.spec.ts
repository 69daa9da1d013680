import { expect, it } from '@jest/globals';
import type { MessageSent } from '@atrium/contracts';

import { readTextFrame } from '../../test/read-text-frame.js';
import { newMessageFrame, toMessageView } from './new-message.frame.js';

const sent: MessageSent = {
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

it('A new message shows clients four fields of the event and no other', () => {
  expect(readTextFrame(newMessageFrame(toMessageView(sent)))).toEqual({
    type: 'new_message',
    message: {
      id: sent.messageId,
      sender_email: 'ada@example.com',
      body: 'Grüße ✓',
      created_at: '2025-01-15T11:00:00',
    },
  });
});
