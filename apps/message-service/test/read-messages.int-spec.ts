import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DELETED_USER,
  findUsers,
  listMessages,
  openConversations,
  readRange,
  sendMessage,
  userDeleted,
  userUpdated,
  type ConversationLog,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('reading', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let channelId: number;
  let workspaceId: number;
  const directory = new Map<string, TestPerson>();
  let lookUps = 0;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    await stubRpc(suite.nats, findUsers, ({ ids }) => {
      lookUps += 1;
      return ids.flatMap((id) => {
        const person = directory.get(id);
        return person ? [{ id, ...profileOf(person), dateJoined: new Date().toISOString() }] : [];
      });
    });
    john = givenPerson('John');
    mary = givenPerson('Mary');
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    ({ channelId, workspaceId } = await suite.givenChannel([john, mary]));
  });

  function givenPerson(firstName: string): TestPerson {
    const person = suite.person(firstName);
    directory.set(person.userId, person);
    return person;
  }

  async function send(body: string, sender = john) {
    return (await suite.rpc.call(sendMessage, { channelId, body }, sender)).message;
  }

  function list(limit = 50, reader = john) {
    return suite.rpc.call(listMessages, { channelId, limit }, reader);
  }

  async function open(): Promise<ConversationLog> {
    const [log] = await suite.rpc.call(openConversations, { channelIds: [channelId], conversationIds: [] }, john);
    if (!log) throw new Error('The channel has no log');
    return log;
  }

  describe('the latest messages', () => {
    it('stay readable under a neutral name when their sender’s account has ended', async () => {
      const eve = givenPerson('Eve');
      await suite.tellOfMember(workspaceId, eve);
      await suite.untilReaders(channelId, [eve]);
      await send('Still here', eve);
      await expect(list()).resolves.toMatchObject([{ sender_email: 'eve@example.com' }]);
      const gone = { ...DELETED_USER, id: eve.userId, version: 2, isStaff: false, isActive: false };
      await suite.events.publish(userDeleted, { ...gone, occurredAt: new Date().toISOString() });
      await eventually(() =>
        expect(list()).resolves.toMatchObject([{ body: 'Still here', sender_email: DELETED_USER.email }]),
      );
    });

    it('come oldest first, as they were shown to their senders', async () => {
      const sent = [await send('One'), await send('Two', mary), await send('Three')];
      const messages = await list(50, mary);
      expect(messages).toEqual(sent);
      expect(messages.map((message) => Object.keys(message))).toEqual(
        sent.map(() => ['id', 'sender_email', 'body', 'created_at']),
      );
    });

    it.each([1, 3, 5, 200])('are %i at most', async (limit) => {
      const bodies = ['1', '2', '3', '4'];
      for (const body of bodies) await send(body);
      expect((await list(limit)).map(({ body }) => body)).toEqual(bodies.slice(-limit));
    });

    it('are none in a channel where nobody has written', async () => {
      await expect(list()).resolves.toEqual([]);
      await open();
      await expect(list()).resolves.toEqual([]);
    });

    it('are those of the channel only', async () => {
      await send('Here');
      const elsewhere = await suite.givenChannel([john]);
      await suite.rpc.call(sendMessage, { channelId: elsewhere.channelId, body: 'There' }, john);
      expect((await list()).map(({ body }) => body)).toEqual(['Here']);
    });

    it.each([0, 201, 1.5])('refuses %j for a limit', async (limit) => {
      await expect(list(limit)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });
  });

  describe('a sender', () => {
    it('whom the service does not know is asked for once, however many messages they wrote', async () => {
      const newcomer = givenPerson('Nina');
      await suite.tellOfMember(workspaceId, newcomer);
      await suite.untilReaders(channelId, [newcomer]);
      await send('One', newcomer);
      await send('Two', newcomer);
      await list(1, john);
      lookUps = 0;
      const other = givenPerson('Otto');
      await suite.tellOfMember(workspaceId, other);
      await suite.untilReaders(channelId, [other]);
      await send('Three', other);
      await send('Four', other);
      const emails = (await list()).map(({ sender_email }) => sender_email);
      expect(emails).toEqual(['nina@example.com', 'nina@example.com', 'otto@example.com', 'otto@example.com']);
      await list();
      expect(lookUps).toBe(1);
    });

    it('is shown with the address they have now', async () => {
      await send('Before', mary);
      const profile = { ...profileOf(mary), email: 'mary@example.org' };
      const occurredAt = new Date().toISOString();
      await suite.events.publish(userUpdated, { id: mary.userId, version: 2, ...profile, occurredAt });
      await eventually(async () => {
        await expect(list()).resolves.toMatchObject([{ sender_email: 'mary@example.org' }]);
      });
    });

    it('has no address when the account is gone', async () => {
      const gone = suite.person('Gone');
      await suite.tellOfMember(workspaceId, gone);
      await suite.untilReaders(channelId, [gone]);
      await send('Farewell', gone);
      await expect(list()).resolves.toMatchObject([{ sender_email: '', body: 'Farewell' }]);
    });
  });

  describe('opening a channel', () => {
    it('tells which log it is and how far it goes', async () => {
      const opened = await open();
      const [conversationId, epoch] = [expect.any(String), expect.any(String)];
      expect(opened).toEqual({ channelId, workspaceId, conversationId, epoch, head: 0 });
      await send('One');
      await send('Two');
      await expect(open()).resolves.toEqual({ ...opened, head: 2 });
    });

    it('gives everybody the same log when many are the first', async () => {
      const opened = await Promise.all(Array.from({ length: 12 }, open));
      expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
    });
  });

  describe('a stretch of a log', () => {
    it('is what lies above one number and up to another, in order', async () => {
      const sent = [await send('1'), await send('2'), await send('3'), await send('4')];
      const { conversationId } = await open();
      const read = (after: number, upTo: number) =>
        suite.rpc.call(readRange, { conversationId, after, upTo }, AS_SERVICE);
      await expect(read(1, 3)).resolves.toEqual([
        { kind: 'post', seq: 2, message: sent[1], client_id: null, reply_to: null, is_deleted: false },
        { kind: 'post', seq: 3, message: sent[2], client_id: null, reply_to: null, is_deleted: false },
      ]);
      await expect(read(0, 1_000)).resolves.toHaveLength(4);
      await expect(read(4, 4)).resolves.toEqual([]);
      await expect(read(4, 9)).resolves.toEqual([]);
      await expect(read(3, 1)).resolves.toEqual([]);
    });

    it('is 500 entries at most, the oldest of them', async () => {
      await send('known sender');
      const { conversationId } = await open();
      await suite.database.rows(FILL, [conversationId, john.userId]);
      const entries = await suite.rpc.call(readRange, { conversationId, after: 10, upTo: 1_000 }, AS_SERVICE);
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 11));
    });

    it('of an unknown log is empty', async () => {
      const request = { conversationId: randomUUID(), after: 0, upTo: 10 };
      await expect(suite.rpc.call(readRange, request, AS_SERVICE)).resolves.toEqual([]);
    });

    it('is for services, and for a conversation’s id', async () => {
      const { conversationId } = await open();
      const request = { conversationId, after: 0, upTo: 10 };
      await expect(suite.rpc.call(readRange, request, john)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const wrong = { ...request, conversationId: 'general' };
      await expect(suite.rpc.call(readRange, wrong, AS_SERVICE)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });
  });
});

const FILL = statement(
  'test-fill',
  `INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, body, created_at)
   SELECT gen_random_uuid(), $1, n, n, $2, n::text, now() FROM generate_series(2, 600) n`,
);

function profileOf({ username, email, firstName }: TestPerson) {
  return { username, email, firstName, lastName: '', isStaff: false, isActive: true };
}
