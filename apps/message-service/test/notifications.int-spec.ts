import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  acknowledgeNotifications,
  createConversation,
  deleteMessage,
  followNotifications,
  invitationSent,
  listNotifications,
  memberRemoved,
  messageSent,
  notificationCreated,
  readNotifications,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, type TestPerson } from '@atrium/testing';

import type { MessageFacts } from '../src/message/message.repository.js';
import { NotificationSuite } from './notification-suite.js';

const JOIN = statement(
  'test-join-many',
  `INSERT INTO workspace_member (workspace_id, user_id, version) SELECT $1, gen_random_uuid(), 1 FROM generate_series(1, $2)`,
);
const COUNT_OF_MESSAGE = statement<{ rows: number; people: number; seqs: number }>(
  'test-count-of-message',
  `SELECT count(*)::int AS rows, count(DISTINCT user_id)::int AS people, max(seq)::int AS seqs
   FROM notification WHERE source_id = $1`,
);
const AGE = statement(
  'test-age',
  `WITH head AS (UPDATE notification_head SET seq = seq + $2 WHERE user_id = $1 RETURNING seq)
   INSERT INTO notification (user_id, seq, kind, source_id, actor_id, actor_email, actor_name, phrase, created_at)
   SELECT $1, head.seq - n, 'direct', gen_random_uuid(), $1, '', '', '', now() - interval '9 days'
   FROM head, generate_series(0, $2 - 1) n`,
);

describe('notifications', () => {
  let suite: NotificationSuite;
  let ada: TestPerson;
  let ben: TestPerson;
  let cleo: TestPerson;

  beforeAll(async () => {
    suite = await NotificationSuite.start();
  }, 60_000);

  afterAll(() => suite.stop());

  beforeEach(async () => {
    [ada, ben, cleo] = await suite.newPeople();
  });

  describe('tell', () => {
    it('whom a message in a channel names, and their sockets', async () => {
      const { channelId, workspaceId } = await suite.service.givenChannel([ada, ben, cleo]);
      const { messageId, conversationId } = await suite.send(ada, { channelId, body: `Hello @${ben.username}` });
      const [notification] = await suite.untilNotified(ben, 1);
      expect(notification).toEqual({
        seq: 1,
        kind: 'mention',
        message: `${ada.firstName} mentioned you in #channel-${channelId}`,
        actor_email: ada.email,
        workspace_id: workspaceId,
        channel_id: channelId,
        conversation_id: conversationId,
        message_id: messageId,
        is_read: false,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      });
      const told = await suite.service.events.take(notificationCreated, ({ userId }) => userId === ben.userId, 10_000);
      expect(told).toMatchObject({ userId: ben.userId, seq: 1, kind: 'mention', notification });
      await expect(suite.heard(cleo, ben)).resolves.toEqual([]);
    }, 30_000);

    it('everybody who may read a message to all, but its sender', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben, cleo]);
      await suite.send(ada, { channelId, body: '@channel lunch' });
      const sentence = `mention: ${ada.firstName} mentioned everybody in #channel-${channelId}`;
      await expect(suite.heard(ben, cleo)).resolves.toEqual([sentence]);
      await expect(suite.heard(cleo, ben)).resolves.toEqual([sentence]);
      await expect(suite.heard(ada, ben)).resolves.toEqual([]);
    }, 30_000);

    it('the others in direct and group conversations', async () => {
      await suite.send(ada, { to: [ben.userId], body: 'Hi' });
      await suite.send(ada, { to: [ben.userId, cleo.userId], body: `Hi @${ben.username}` });
      const group = { name: 'Lunch', members: [ben.userId] };
      const { id: conversationId } = await suite.service.rpc.call(createConversation, group, ada);
      await suite.send(ada, { conversationId, body: 'Noon?' });
      await expect(suite.heard(ben, cleo)).resolves.toEqual([
        `direct: ${ada.firstName} sent you a message`,
        `direct: ${ada.firstName} sent a message to you and others`,
        `direct: ${ada.firstName} sent a message in Lunch`,
      ]);
      await expect(suite.heard(ada, cleo)).resolves.toEqual([]);
    }, 30_000);

    it('whose message was answered, once when the answer names them as well', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      const { messageId: replyTo } = await suite.send(ben, { channelId, body: 'Lunch?' });
      await suite.send(ada, { channelId, body: 'Yes', replyTo });
      await suite.send(ada, { channelId, body: `Yes @${ben.username}`, replyTo });
      await suite.send(ada, { channelId, body: 'Yes @channel', replyTo });
      await suite.send(ben, { channelId, body: 'Good', replyTo });
      const where = `in #channel-${channelId}`;
      await expect(suite.heard(ben, cleo)).resolves.toEqual([
        `reply: ${ada.firstName} answered you ${where}`,
        `mention: ${ada.firstName} mentioned you ${where}`,
        `mention: ${ada.firstName} mentioned everybody ${where}`,
      ]);
    }, 30_000);

    it('whoever is invited by name, once however often it is told', async () => {
      const invitation = {
        invitationId: randomUUID(),
        workspaceId: 7,
        workspaceName: 'Kitchen',
        invitedBy: ada.userId,
        userId: ben.userId,
        role: 'member' as const,
        occurredAt: new Date().toISOString(),
      };
      await suite.service.events.publish(invitationSent, invitation);
      await suite.service.events.publish(invitationSent, invitation);
      await suite.service.events.publish(invitationSent, { ...invitation, invitationId: randomUUID(), userId: null });
      const second = { ...invitation, invitationId: randomUUID(), workspaceName: 'Garden' };
      await suite.service.events.publish(invitationSent, second);
      const list = await suite.untilNotified(ben, 2);
      expect(list.map(({ seq, kind, message }) => [seq, kind, message])).toEqual([
        [1, 'invitation', `${ada.firstName} invited you to Kitchen`],
        [2, 'invitation', `${ada.firstName} invited you to Garden`],
      ]);
      expect(list[0]).toMatchObject({ invitation_id: invitation.invitationId, message_id: null, workspace_id: 7 });
    }, 30_000);

    it('a whole channel in steps, each once, also when the event comes again', async () => {
      const { channelId, workspaceId } = await suite.service.givenChannel([ada, ben]);
      await suite.service.database.rows(JOIN, [workspaceId, 1_200]);
      const { messageId } = await suite.send(ada, { channelId, body: '@channel' });
      const count = () => suite.service.database.row(COUNT_OF_MESSAGE, [messageId]);
      const all = { rows: 1_201, people: 1_201, seqs: 1 };
      await eventually(async () => expect(await count()).toEqual(all), { within: 30_000 });
      await suite.service.events.publish(messageSent, await sentOf(messageId));
      await suite.heard(ben, cleo);
      await expect(count()).resolves.toEqual(all);
    }, 60_000);
  });

  describe('are not made', () => {
    it('twice when an event comes again', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      const { messageId } = await suite.send(ada, { channelId, body: `@${ben.username}` });
      const sent = await sentOf(messageId);
      for (let times = 0; times < 3; times += 1) await suite.service.events.publish(messageSent, sent);
      await expect(suite.heard(ben, cleo)).resolves.toHaveLength(1);
    }, 30_000);

    it('for whoever may not read the conversation', async () => {
      const { channelId, workspaceId } = await suite.service.givenChannel([ada, ben]);
      const { messageId } = await suite.send(ada, { channelId, body: 'Hello' });
      const sent = await sentOf(messageId);
      await suite.service.events.publish(messageSent, { ...sent, mentions: [cleo.userId] });
      await expect(suite.heard(cleo, ada)).resolves.toEqual([]);
      const removal = { workspaceId, userId: ben.userId, reason: 'removed' as const, version: 9 };
      await suite.service.events.publish(memberRemoved, { ...removal, occurredAt: new Date().toISOString() });
      await eventually(async () => {
        const { messageId: named } = await suite.send(ada, { channelId, body: `@${ben.username} @channel` });
        expect((await sentOf(named)).mentions).toEqual([]);
      });
      const before = await suite.heard(ben, cleo);
      await suite.send(ada, { channelId, body: `@${ben.username} @channel` });
      await expect(suite.heard(ben, cleo)).resolves.toEqual([...before, expect.stringContaining('direct')]);
    }, 30_000);

    it('of a message that was deleted before', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      const { messageId } = await suite.send(ada, { channelId, body: 'Hello' });
      const sent = await sentOf(messageId);
      await suite.service.rpc.call(deleteMessage, { messageId }, ada);
      await suite.service.events.publish(messageSent, { ...sent, mentions: [ben.userId] });
      await expect(suite.heard(ben, cleo)).resolves.toEqual([]);
    }, 30_000);
  });

  it('of a message that is deleted say so, and count as read', async () => {
    const { channelId } = await suite.service.givenChannel([ada, ben]);
    const { messageId } = await suite.send(ada, { channelId, body: `@${ben.username}` });
    await suite.send(ada, { channelId, body: `@${ben.username} again` });
    await suite.untilNotified(ben, 2);
    await expect(suite.unreadOf(ben)).resolves.toBe(2);
    await suite.service.rpc.call(deleteMessage, { messageId }, ada);
    await eventually(async () => expect(await suite.unreadOf(ben)).toBe(1), { within: 20_000 });
    const [first, second] = await suite.listOf(ben);
    const said = { message: `A message of ${ada.firstName} was deleted`, is_withdrawn: true, is_read: true };
    expect(first).toMatchObject({ seq: 1, ...said });
    expect(second).not.toHaveProperty('is_withdrawn');
  }, 30_000);

  describe('are listed and read', () => {
    beforeEach(async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      for (let nth = 0; nth < 5; nth += 1) await suite.send(ada, { channelId, body: `@${ben.username} ${nth}` });
      await suite.untilNotified(ben, 5);
    }, 30_000);

    const list = (request: { before?: number; unread?: boolean; limit: number }, person = ben) =>
      suite.service.rpc.call(listNotifications, request, person);
    const acknowledge = (upTo: number, person = ben) =>
      suite.service.rpc.call(acknowledgeNotifications, { upTo }, person);
    const read = (seqs: number[], person = ben) => suite.service.rpc.call(readNotifications, { seqs }, person);
    const seqsOf = ({ items }: { items: readonly { seq: number }[] }) => items.map(({ seq }) => seq);

    it('in pages, newest first', async () => {
      const first = await list({ limit: 2 });
      expect([seqsOf(first), first.next, first.unread]).toEqual([[5, 4], 4, 5]);
      const second = await list({ limit: 3, before: 4 });
      expect([seqsOf(second), second.next]).toEqual([[3, 2, 1], null]);
      await expect(list({ limit: 10 }, cleo)).resolves.toEqual({ items: [], next: null, unread: 0 });
    });

    it('up to one of them, as often as somebody says so, and never back', async () => {
      await expect(acknowledge(3)).resolves.toEqual({ unread: 2 });
      await expect(acknowledge(3)).resolves.toEqual({ unread: 2 });
      await expect(acknowledge(1)).resolves.toEqual({ unread: 2 });
      expect(seqsOf(await list({ limit: 10, unread: true }))).toEqual([5, 4]);
      await expect(acknowledge(Number.MAX_SAFE_INTEGER)).resolves.toEqual({ unread: 0 });
    });

    it('one by one; those of others and unknown ones change nothing', async () => {
      await expect(read([2, 4, 4, 99])).resolves.toEqual({ unread: 3 });
      await expect(read([1, 2, 3], cleo)).resolves.toEqual({ unread: 0 });
      const page = await list({ limit: 2, unread: true });
      expect([seqsOf(page), page.next]).toEqual([[5, 3], 3]);
      expect((await list({ limit: 10 })).items.map(({ is_read: isRead }) => isRead)).toEqual([
        false,
        true,
        false,
        true,
        false,
      ]);
    });

    it('by a socket from where it was', async () => {
      const follow = (since?: number) =>
        suite.service.rpc.call(followNotifications, since === undefined ? {} : { since }, ben);
      await expect(follow()).resolves.toEqual({ head: 5, missed: [], isComplete: true });
      await expect(follow(3)).resolves.toMatchObject({ head: 5, missed: [{ seq: 4 }, { seq: 5 }], isComplete: true });
      await expect(follow(9)).resolves.toEqual({ head: 5, missed: [], isComplete: true });
    });

    it('as long as they are among the newest, or not a week old', async () => {
      await suite.service.database.rows(AGE, [ben.userId, 1_100]);
      await suite.send(ada, { to: [ben.userId], body: 'Hi' });
      await eventually(async () => expect(seqsOf(await list({ limit: 1 }))).toEqual([1_106]), { within: 20_000 });
      // Of the oldest hundred the five that are new are kept.
      const oldest = await list({ limit: 10, before: 105 });
      expect(seqsOf(oldest)).toEqual([104, 103, 102, 101, 5, 4, 3, 2, 1]);
      const { isComplete, missed } = await suite.service.rpc.call(followNotifications, { since: 5 }, ben);
      expect([isComplete, missed[0]?.seq, missed.length]).toEqual([false, 101, 500]);
    }, 30_000);

    it.each([
      ['a list of 0', listNotifications, { limit: 0 }],
      ['a list of 201', listNotifications, { limit: 201 }],
      ['before 0', listNotifications, { limit: 1, before: 0 }],
      ['a place before the first', acknowledgeNotifications, { upTo: -1 }],
      ['half a place', readNotifications, { seqs: [1.5] }],
      ['too many places', readNotifications, { seqs: Array.from({ length: 201 }, () => 1) }],
    ])('but not by %s', async (_, contract, request) => {
      const call = suite.service.rpc.call(contract as typeof listNotifications, request as { limit: number }, ben);
      await expect(call).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });
  });

  /** The event of a message, as it was told. */
  function sentOf(messageId: string): Promise<MessageFacts> {
    return suite.service.events.take(messageSent, (sent) => sent.messageId === messageId, 10_000);
  }
});
