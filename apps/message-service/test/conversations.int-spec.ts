import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addConversationMembers,
  conversationMemberAdded,
  conversationMemberRemoved,
  conversationRead,
  createConversation,
  deleteMessage,
  editMessage,
  findUsers,
  findUsersByName,
  getConversation,
  getMessage,
  leaveConversation,
  listConversations,
  listMessages,
  markRead,
  messageSent,
  openConversations,
  pollMessages,
  removeConversationMember,
  sendMessage,
  type Inbox,
} from '@atrium/contracts';
import { stubRpc, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('conversations', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let paul: TestPerson;
  let lastPerson = 0;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    await stubRpc(suite.nats, findUsersByName, () => []);
    await stubRpc(suite.nats, findUsers, () => []);
  });

  afterAll(() => suite.stop());

  // New people for each test, whose inboxes are empty.
  beforeEach(async () => {
    lastPerson += 1;
    [john, mary, paul] = [`John${lastPerson}`, `Mary${lastPerson}`, `Paul${lastPerson}`].map((name) =>
      suite.person(name),
    ) as [TestPerson, TestPerson, TestPerson];
    await suite.tellOfPeople([john, mary, paul]);
  });

  function sendTo(to: readonly string[], body = 'Hi', sender = john, clientId?: string) {
    return suite.rpc.call(sendMessage, { to, body, ...(clientId === undefined ? {} : { clientId }) }, sender);
  }

  function sendIn(conversationId: string, body: string, sender = john) {
    return suite.rpc.call(sendMessage, { conversationId, body }, sender);
  }

  function poll(
    person: TestPerson,
    messagesRead: readonly string[] = [],
    page: { limit?: number; after?: string } = {},
  ) {
    return suite.rpc.call(pollMessages, { messagesRead, limit: 50, ...page }, person);
  }

  const bodies = ({ messages }: Inbox) => messages.map(({ body }) => body);
  const get = (conversationId: string, person = john) => suite.rpc.call(getConversation, { conversationId }, person);

  describe('of people', () => {
    it('are the same for the same people, however they are named and whoever begins', async () => {
      const first = await sendTo([mary.userId]);
      const others = [
        await sendTo([mary.email.toUpperCase()]),
        await sendTo([mary.username, mary.userId, john.username]),
        await sendTo([john.email], 'Hi back', mary),
      ];
      expect(new Set([first, ...others].map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(others.map(({ seq }) => seq)).toEqual([2, 3, 4]);
      const three = await sendTo([mary.userId, paul.userId]);
      expect(three.conversationId).not.toBe(first.conversationId);
      const told = await suite.events.take(messageSent, ({ messageId }) => messageId === first.message.id);
      expect(told).toMatchObject({ channelId: null, workspaceId: null, conversationId: first.conversationId });
    });

    it('are one, however many begin it at once', async () => {
      const sent = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          index % 2 ? sendTo([mary.userId]) : sendTo([john.userId], 'Hi', mary),
        ),
      );
      expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(sent.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('take a client id once', async () => {
      const first = await sendTo([mary.userId], 'Once', john, 'id-1');
      await expect(sendTo([mary.userId], 'Once', john, 'id-1')).resolves.toEqual({ ...first, isDuplicate: true });
    });

    it('show who is in them, and what is left to read', async () => {
      const { conversationId, message } = await sendTo([mary.userId]);
      const seen = await get(conversationId, mary);
      expect(seen).toEqual({
        id: conversationId,
        kind: 'direct',
        name: null,
        channel_id: null,
        workspace_id: null,
        members: expect.arrayContaining([
          { id: john.userId, email: john.email },
          { id: mary.userId, email: mary.email },
        ]),
        head: 1,
        read_seq: 0,
        unread: 1,
        mentions: 0,
        is_muted: false,
        created_at: expect.any(String),
      });
      await expect(get(conversationId, john)).resolves.toMatchObject({ unread: 0, read_seq: 1 });
      const listed = await suite.rpc.call(listMessages, { conversationId, limit: 50 }, mary);
      expect(listed).toEqual([message]);
    });

    it('are nobody else’s', async () => {
      const { conversationId, message } = await sendTo([mary.userId]);
      const refused = { code: 'CONVERSATION_NOT_FOUND' };
      await expect(get(conversationId, paul)).rejects.toMatchObject(refused);
      await expect(sendIn(conversationId, 'Me too', paul)).rejects.toMatchObject(refused);
      const mark = { conversationId, seq: 1 };
      await expect(suite.rpc.call(markRead, mark, paul)).rejects.toMatchObject(refused);
      const list = { conversationId, limit: 1 };
      await expect(suite.rpc.call(listMessages, list, paul)).rejects.toMatchObject(refused);
      const request = { messageId: message.id };
      await expect(suite.rpc.call(getMessage, request, paul)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      const open = { channelIds: [], conversationIds: [conversationId] };
      await expect(suite.rpc.call(openConversations, open, paul)).resolves.toEqual([]);
      await expect(suite.rpc.call(openConversations, open, mary)).resolves.toMatchObject([{ conversationId, head: 1 }]);
      await expect(suite.rpc.call(listConversations, { limit: 10 }, paul)).resolves.toEqual({ items: [], next: null });
      await expect(sendIn(randomUUID(), 'Hi')).rejects.toMatchObject(refused);
    });

    it('of a channel are refused as any other to those who may not read it', async () => {
      const { channelId } = await suite.givenChannel([john], true);
      const { conversationId } = await suite.rpc.call(sendMessage, { channelId, body: 'Hi' }, john);
      const refused = { code: 'CONVERSATION_NOT_FOUND', detail: 'Conversation not found or not accessible' };
      await expect(sendIn(conversationId, 'Me too', paul)).rejects.toMatchObject(refused);
      await expect(get(conversationId, paul)).rejects.toMatchObject(refused);
      await expect(suite.rpc.call(markRead, { conversationId, seq: 1 }, paul)).rejects.toMatchObject(refused);
      await expect(sendIn(conversationId, 'Me too')).resolves.toMatchObject({ seq: 2 });
    });

    it('need people who are there, and one way to name the place', async () => {
      const totals = await suite.totals();
      for (const nobody of [randomUUID(), 'nobody', 'nobody@example.com']) {
        await expect(sendTo([mary.userId, nobody])).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
      }
      await expect(sendTo([])).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      const both = { to: [mary.userId], channelId: 1, body: 'Hi' };
      await expect(suite.rpc.call(sendMessage, both, john)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      await expect(suite.rpc.call(sendMessage, { body: 'Hi' }, john)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
      await expect(suite.totals()).resolves.toEqual(totals);
    });

    it('with a name are groups that people come into and leave', async () => {
      const request = { name: 'Lunch', members: [mary.email] };
      const group = await suite.rpc.call(createConversation, request, john);
      expect(group).toMatchObject({ kind: 'group', name: 'Lunch', members: { length: 2 } });
      await sendIn(group.id, 'Who comes?');
      const adding = { conversationId: group.id, members: [paul.username, mary.username] };
      await expect(suite.rpc.call(addConversationMembers, adding, paul)).rejects.toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
      });
      await expect(suite.rpc.call(addConversationMembers, adding, mary)).resolves.toMatchObject({
        members: { length: 3 },
      });
      const added = await suite.events.take(
        conversationMemberAdded,
        ({ conversationId }) => conversationId === group.id,
      );
      expect(added).toMatchObject({ userId: paul.userId, actorId: mary.userId });
      await expect(get(group.id, paul)).resolves.toMatchObject({ unread: 1 });
      await suite.rpc.call(leaveConversation, { conversationId: group.id }, paul);
      await expect(sendIn(group.id, 'Not me', paul)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
      const left = await suite.events.take(conversationMemberRemoved, ({ userId }) => userId === paul.userId);
      expect(left.conversationId).toBe(group.id);
    });

    it('put somebody out when one of them says so', async () => {
      const group = await suite.rpc.call(createConversation, { name: 'Lunch', members: [mary.userId] }, john);
      const remove = (person: TestPerson, by: TestPerson) =>
        suite.rpc.call(removeConversationMember, { conversationId: group.id, userId: person.userId }, by);
      await expect(remove(mary, paul)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
      await expect(remove(paul, john)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
      await expect(get(group.id, mary)).resolves.toMatchObject({ members: { length: 2 } });
      await remove(mary, john);
      const told = await suite.events.take(conversationMemberRemoved, ({ userId }) => userId === mary.userId);
      expect(told).toMatchObject({ conversationId: group.id, actorId: john.userId });
      await expect(get(group.id, mary)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
      await expect(remove(john, mary)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
      const { conversationId } = await sendTo([mary.userId]);
      const direct = { conversationId, userId: mary.userId };
      await expect(suite.rpc.call(removeConversationMember, direct, john)).rejects.toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
      });
    });

    it('without a name are found again until somebody comes or goes', async () => {
      const people = { members: [mary.userId, paul.userId] };
      const group = await suite.rpc.call(createConversation, people, john);
      await expect(suite.rpc.call(createConversation, people, john)).resolves.toMatchObject({ id: group.id });
      await suite.rpc.call(leaveConversation, { conversationId: group.id }, paul);
      const other = await suite.rpc.call(createConversation, people, john);
      expect(other.id).not.toBe(group.id);
      const direct = await sendTo([mary.userId]);
      const leaving = { conversationId: direct.conversationId };
      await expect(suite.rpc.call(leaveConversation, leaving, john)).rejects.toMatchObject({
        code: 'CONVERSATION_NOT_FOUND',
      });
    });

    it('are listed page by page, newest first, beside the channels that were used', async () => {
      const first = await sendTo([mary.userId]);
      const channel = await suite.givenChannel([john, mary]);
      await suite.givenChannel([john]);
      const inChannel = await suite.rpc.call(sendMessage, { channelId: channel.channelId, body: 'Hi' }, mary);
      const last = await sendTo([paul.userId]);
      const page = await suite.rpc.call(listConversations, { limit: 2 }, john);
      expect(page.items).toMatchObject([
        { id: last.conversationId, kind: 'direct' },
        { id: inChannel.conversationId, kind: 'channel', channel_id: channel.channelId, name: channel.name, unread: 1 },
      ]);
      const rest = await suite.rpc.call(listConversations, { limit: 2, after: page.next ?? '' }, john);
      expect(rest).toMatchObject({ items: [{ id: first.conversationId }], next: null });
    });
  });

  describe('what is read', () => {
    it('is told to other devices once, never goes back, and never beyond the end', async () => {
      const { conversationId } = await sendTo([mary.userId], 'One');
      await sendIn(conversationId, `Two @${mary.username}`);
      await sendIn(conversationId, 'Three @channel');
      const read = (seq: number) => suite.rpc.call(markRead, { conversationId, seq }, mary);
      await expect(read(0)).resolves.toMatchObject({ seq: 0, unread: 3, mentions: 2 });
      await expect(read(2)).resolves.toEqual({ conversationId, channelId: null, seq: 2, unread: 1, mentions: 1 });
      const told = await suite.events.take(conversationRead, ({ userId }) => userId === mary.userId);
      expect(told).toMatchObject({ conversationId, seq: 2, unread: 1, mentions: 1 });
      await expect(read(1)).resolves.toMatchObject({ seq: 2, unread: 1 });
      await expect(suite.events.take(conversationRead, ({ userId }) => userId === mary.userId, 200)).rejects.toThrow();
      await expect(read(1_000)).resolves.toMatchObject({ seq: 3, unread: 0, mentions: 0 });
    });

    it('is what somebody wrote themselves, and all above it', async () => {
      const { conversationId } = await sendTo([mary.userId], 'One');
      await sendIn(conversationId, 'Two', mary);
      await sendIn(conversationId, 'Three');
      await expect(get(conversationId, mary)).resolves.toMatchObject({ unread: 1, read_seq: 2 });
    });
  });

  describe('mentions', () => {
    it('name those who may read, and follow an edit', async () => {
      const { channelId } = await suite.givenChannel([john, mary]);
      const body = `@${mary.username.toUpperCase()}, @${paul.username} and @${john.username}: @nobody`;
      const { message } = await suite.rpc.call(sendMessage, { channelId, body }, john);
      const told = await suite.events.take(messageSent, ({ messageId }) => messageId === message.id);
      expect(told).toMatchObject({ mentions: [mary.userId], mentionsEveryone: false });
      const mentionsOf = async () => (await suite.rpc.call(markRead, { channelId, seq: 0 }, mary)).mentions;
      await expect(mentionsOf()).resolves.toBe(1);
      await suite.rpc.call(editMessage, { messageId: message.id, body: 'Nobody' }, john);
      await expect(mentionsOf()).resolves.toBe(0);
      await suite.rpc.call(editMessage, { messageId: message.id, body: `@channel @${mary.username}` }, john);
      await expect(mentionsOf()).resolves.toBe(1);
      await suite.rpc.call(deleteMessage, { messageId: message.id }, john);
      await expect(mentionsOf()).resolves.toBe(0);
    });
  });

  describe('the inbox', () => {
    it('holds what is addressed to somebody: direct messages, and what names them', async () => {
      const { channelId } = await suite.givenChannel([john, mary]);
      await suite.rpc.call(sendMessage, { channelId, body: 'To nobody' }, john);
      await suite.rpc.call(sendMessage, { channelId, body: `To @${mary.username}` }, john);
      const direct = await sendTo([mary.userId], 'Direct');
      await suite.rpc.call(sendMessage, { channelId, body: 'To @channel' }, john);
      const inbox = await poll(mary);
      expect(bodies(inbox)).toEqual([`To @${mary.username}`, 'Direct', 'To @channel']);
      expect(inbox.messages.map(({ kind }) => kind)).toEqual(['mention', 'direct', 'mention']);
      expect(inbox.messages[1]).toEqual({
        ...direct.message,
        kind: 'direct',
        conversation_id: direct.conversationId,
        channel_id: null,
      });
      expect(inbox.next).toBeNull();
      await expect(poll(john)).resolves.toEqual({ messages: [], next: null });
    });

    it('marks each message by itself, in the same round trip, and once', async () => {
      const sent = [
        await sendTo([mary.userId], '1'),
        await sendTo([mary.userId], '2'),
        await sendTo([mary.userId], '3'),
      ];
      const [first, second, third] = sent.map(({ message }) => message.id) as [string, string, string];
      const { conversationId } = sent[0] ?? { conversationId: '' };
      await expect(poll(mary, [second]).then(bodies)).resolves.toEqual(['1', '3']);
      await expect(poll(mary, [second]).then(bodies)).resolves.toEqual(['1', '3']);
      await expect(get(conversationId, mary)).resolves.toMatchObject({ unread: 2, read_seq: 0 });
      const told = await suite.events.take(conversationRead, ({ userId }) => userId === mary.userId);
      expect(told).toMatchObject({ conversationId, unread: 2 });
      await expect(poll(mary, [first]).then(bodies)).resolves.toEqual(['3']);
      // Everything up to the second is read now, so that the marker says it.
      await expect(get(conversationId, mary)).resolves.toMatchObject({ unread: 1, read_seq: 2 });
      await expect(poll(mary, [third, third]).then(bodies)).resolves.toEqual([]);
      await expect(get(conversationId, mary)).resolves.toMatchObject({ unread: 0, read_seq: 3 });
      await sendTo([mary.userId], '4');
      await expect(poll(mary).then(bodies)).resolves.toEqual(['4']);
    });

    it('is not changed by ids that are not in it', async () => {
      const { message } = await sendTo([mary.userId], 'For Mary');
      const { channelId } = await suite.givenChannel([john, mary]);
      const { message: plain } = await suite.rpc.call(sendMessage, { channelId, body: 'Plain' }, john);
      await expect(poll(paul, [message.id, randomUUID()])).resolves.toEqual({ messages: [], next: null });
      await expect(poll(mary, [plain.id, randomUUID()]).then(bodies)).resolves.toEqual(['For Mary']);
      await expect(suite.rpc.call(markRead, { channelId, seq: 0 }, mary)).resolves.toMatchObject({ unread: 1 });
      const bad = poll(mary, ['nonsense']);
      await expect(bad).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('comes in pages, oldest first', async () => {
      for (const body of ['1', '2', '3']) await sendTo([mary.userId], body);
      await sendTo([mary.userId, john.userId], '4', paul);
      const page = await poll(mary, [], { limit: 3 });
      expect(bodies(page)).toEqual(['1', '2', '3']);
      const rest = await poll(mary, [], { limit: 3, after: page.next ?? '' });
      expect(bodies(rest)).toEqual(['4']);
      expect(rest.next).toBeNull();
    });

    it('loses what was deleted, and what was read in its conversation', async () => {
      const { message } = await sendTo([mary.userId], 'Wrong');
      await suite.rpc.call(deleteMessage, { messageId: message.id }, john);
      const { conversationId } = await sendTo([mary.userId], 'Right');
      await expect(poll(mary).then(bodies)).resolves.toEqual(['Right']);
      await suite.rpc.call(markRead, { conversationId, seq: 100 }, mary);
      await expect(poll(mary).then(bodies)).resolves.toEqual([]);
    });
  });
});
