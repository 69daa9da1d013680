import { expect, it, jest } from '@jest/globals';

import type { MessageFacts } from '../message/message.repository.js';
import type { AddresseeRepository } from './addressee.repository.js';
import type { NotificationLog } from './notification-log.js';
import { NotifyOfMessages } from './notify-of-messages.use-case.js';

const PLAIN: MessageFacts = {
  messageId: '01932b5e-0000-7000-8000-000000000001',
  conversationId: '01932b5e-0000-7000-8000-000000000002',
  seq: 1,
  ordinal: 1,
  channelId: 1,
  workspaceId: 1,
  senderId: '01932b5e-0000-7000-8000-000000000003',
  senderEmail: 'ada@example.com',
  senderName: 'Ada',
  body: 'Hello',
  replyTo: null,
  mentions: [],
  mentionsEveryone: false,
  occurredAt: '2025-01-15T11:00:00.000Z',
};

function notifyOfMessages() {
  const addressees = {
    findTitles: jest.fn(() => Promise.resolve(new Map([[PLAIN.conversationId, { kind: 'channel', name: 'general' }]]))),
    findAddressed: jest.fn(() => Promise.resolve(new Map())),
  };
  const log = { add: jest.fn(() => Promise.resolve()) };
  const useCase = new NotifyOfMessages(addressees as unknown as AddresseeRepository, log as unknown as NotificationLog);
  return { useCase, addressees, log };
}

it('A message of a channel that concerns nobody in particular costs no query', async () => {
  const { useCase, addressees, log } = notifyOfMessages();
  await useCase.execute([PLAIN, { ...PLAIN, messageId: '01932b5e-0000-7000-8000-000000000009' }]);
  expect(addressees.findTitles).not.toHaveBeenCalled();
  expect(addressees.findAddressed).not.toHaveBeenCalled();
  expect(log.add).not.toHaveBeenCalled();
});

it('Only messages that concern somebody are looked into, all at once and each once', async () => {
  const { useCase, addressees } = notifyOfMessages();
  const named = { ...PLAIN, mentions: ['01932b5e-0000-7000-8000-000000000004'] };
  await useCase.execute([PLAIN, named, named]);
  expect(addressees.findAddressed.mock.calls).toEqual([[[named]]]);
});
