import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  activeUsers,
  channelMetrics,
  createChannel,
  createWorkspace,
  deleteWorkspace,
  findUsers,
  listMessageFacts,
  memberMetrics,
  messageSent,
  messagesPerDay,
  rebuildMetrics,
  type MessageFact,
  type MessageSent,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { MessageCountRepository } from '../src/metric/message-count.repository.js';
import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

const DAY_MS = 86_400_000;
const SPOIL = statement('test-spoil', 'UPDATE quarter_count SET messages = messages + 1 WHERE workspace_id = $1');
const FORGOTTEN = statement('test-forgotten', 'DELETE FROM counted_message WHERE message_id = $1');

let suite: WorkspaceServiceUnderTest;
let john: TestPerson;
let mary: TestPerson;
let guest: TestPerson;
let workspaceId: number;
let general: number;
let secret: number;
/** What message-service would tell, in pages of two. */
let stored: MessageFact[] = [];

beforeAll(async () => {
  suite = await startWorkspaceService();
  [john, mary, guest] = ['John', 'Mary', 'Gus'].map((name) => suite.mint.person(name)) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  await stubRpc(suite.nats, findUsers, () => []);
  await stubRpc(suite.nats, listMessageFacts, ({ afterId = '', workspaceId: only }) => {
    const following = stored
      .toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1))
      .filter(({ messageId }) => messageId > afterId);
    const page = following.slice(0, 2);
    const facts = page.filter((fact) => only === undefined || fact.workspaceId === only);
    return { facts, next: following.length > 2 ? (page[1]?.messageId ?? null) : null };
  });
});

afterAll(() => suite.stop());

beforeEach(async () => {
  stored = [];
  await givenWorkspace();
});

async function givenWorkspace(): Promise<void> {
  ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, john));
  await suite.addMember(workspaceId, mary, 'member');
  await suite.addMember(workspaceId, guest, 'guest');
  const given = (name: string, isPrivate: boolean) =>
    suite.rpc.call(createChannel, { workspaceId, name, isPrivate }, john);
  general = (await given('general', false)).channelId;
  secret = (await given('secret', true)).channelId;
}

function fact(occurredAt: Date, sender = john, channelId = general): MessageFact {
  return {
    messageId: randomUUID(),
    workspaceId,
    channelId,
    senderId: sender.userId,
    occurredAt: occurredAt.toISOString(),
  };
}

function count(...facts: MessageFact[]): Promise<void> {
  return suite.service.app.get(MessageCountRepository, { strict: false }).count(facts);
}

function eventOf(sent: MessageFact, channelId: number | null = sent.channelId): MessageSent {
  const { messageId, senderId, occurredAt } = sent;
  const ofWorkspace = channelId === null ? null : workspaceId;
  const place = { conversationId: randomUUID(), seq: 1, ordinal: 1, channelId, workspaceId: ofWorkspace };
  const sender = { senderId, senderEmail: 'john@example.com', senderName: 'John' };
  const text = { body: 'Hello', replyTo: null, mentions: [], mentionsEveryone: false };
  return { messageId, ...place, ...sender, ...text, occurredAt };
}

async function countsByDay(timeZone?: string): Promise<Record<string, number>> {
  const request = { workspaceId, ...(timeZone === undefined ? {} : { timeZone }) };
  const days = await suite.rpc.call(messagesPerDay, request, john);
  return Object.fromEntries(days.map(({ day, count: messages }) => [day, messages]));
}

const today = () => new Date().toISOString().slice(0, 10);

function range(days = 20) {
  const from = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  return { workspaceId, from, to: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10), limit: 50 };
}

describe('messages per day', () => {
  it('are 14 days with today as the last, zeros among them', async () => {
    const days = await suite.rpc.call(messagesPerDay, { workspaceId }, mary);
    expect(days).toHaveLength(14);
    expect(days.at(-1)?.day).toBe(today());
    expect(days.every(({ count: messages }) => messages === 0)).toBe(true);
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted());
  });

  it('are counted as their events come, once each', async () => {
    const sent = fact(new Date());
    await suite.events.publish(messageSent, eventOf(sent));
    await suite.events.publish(messageSent, eventOf(fact(new Date(Date.now() - 3 * DAY_MS))));
    await suite.events.publish(messageSent, eventOf(fact(new Date()), null));
    await suite.events.publish(messageSent, eventOf(sent));
    const last = fact(new Date());
    await suite.events.publish(messageSent, eventOf(last));
    await eventually(async () => {
      const days = await suite.rpc.call(messagesPerDay, { workspaceId }, john);
      expect(days.map(({ count: messages }) => messages)).toEqual([...Array<number>(10).fill(0), 1, 0, 0, 2]);
    });
  });

  it.each(['UTC', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'are those of the days in %s',
    async (timeZone) => {
      const moments = Array.from({ length: 60 }, (_, index) => new Date(Date.now() - index * 4.6 * 3_600_000));
      await count(...moments.map((moment) => fact(moment)));
      // The day of a moment in a zone, as ICU has it.
      const dayOf = (moment: Date) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(moment);
      const counts = await countsByDay(timeZone);
      for (const day of Object.keys(counts)) {
        expect([day, counts[day]]).toEqual([day, moments.filter((moment) => dayOf(moment) === day).length]);
      }
      expect(Object.values(counts).reduce((sum, messages) => sum + messages)).toBe(60);
    },
  );

  it.each(['Europe/Atlantis', '+05:30', 'EST5', "UTC'; --", ''])('refuse the time zone %j', async (timeZone) => {
    await expect(countsByDay(timeZone)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { timeZone: expect.anything() },
    });
  });

  it('are the same whatever order messages come in, however often, and in whatever batches', async () => {
    const message = fc.record({ minutesAgo: fc.nat(20 * 1_440), isMary: fc.boolean(), isSecret: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 1, max: 7 }),
        async (messages, picks, size) => {
          await givenWorkspace();
          const facts = messages.map(({ minutesAgo, isMary, isSecret }) =>
            fact(new Date(Date.now() - minutesAgo * 60_000), isMary ? mary : john, isSecret ? secret : general),
          );
          const repeated = [...picks.take(facts.length)].flatMap((pick) =>
            facts.slice(pick % facts.length).slice(0, 1),
          );
          const shuffled = [...repeated, ...facts].toSorted((one, other) => (one.messageId < other.messageId ? -1 : 1));
          const batches: MessageFact[][] = [];
          for (let at = 0; at < shuffled.length; at += size) batches.push(shuffled.slice(at, at + size));
          await Promise.all(batches.map((batch) => count(...batch).catch(() => count(...batch))));

          const perMember = await suite.rpc.call(memberMetrics, range(), john);
          for (const { userId } of [john, mary]) {
            const expected = facts.filter(({ senderId }) => senderId === userId).length;
            expect(perMember.find(({ user_id: id }) => id === userId)?.messages ?? 0).toBe(expected);
          }
          const perChannel = await suite.rpc.call(channelMetrics, range(), john);
          for (const id of [general, secret]) {
            const expected = facts.filter(({ channelId }) => channelId === id).length;
            expect(perChannel.find(({ channel_id: channel }) => channel === id)?.messages ?? 0).toBe(expected);
          }
          const counts = await countsByDay();
          for (const day of Object.keys(counts)) {
            const expected = facts.filter(({ occurredAt }) => occurredAt.startsWith(day)).length;
            expect([day, counts[day]]).toEqual([day, expected]);
          }
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('active users', () => {
  it('are members who wrote in the last minutes', async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await count(fact(ago(5), john), fact(ago(60), john), fact(ago(20), mary), fact(ago(1), suite.mint.person('Gone')));
    const active = (minutes: number) => suite.rpc.call(activeUsers, { workspaceId, minutes }, john);
    await expect(active(2)).resolves.toEqual({ active_count: 0 });
    await expect(active(15)).resolves.toEqual({ active_count: 1 });
    await expect(active(30)).resolves.toEqual({ active_count: 2 });
  });

  it.each([0, -1, 1.5, 44_641])('are refused for %d minutes', async (minutes) => {
    await expect(suite.rpc.call(activeUsers, { workspaceId, minutes }, john)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('metrics', () => {
  it('of channels leave out those the caller may not see', async () => {
    await count(fact(new Date()), fact(new Date(), mary), fact(new Date(), john, secret));
    await expect(suite.rpc.call(channelMetrics, range(), john)).resolves.toEqual([
      { channel_id: general, name: 'general', messages: 2 },
      { channel_id: secret, name: 'secret', messages: 1 },
    ]);
    await expect(suite.rpc.call(channelMetrics, range(), mary)).resolves.toHaveLength(1);
  });

  it('keep to their range', async () => {
    await count(fact(new Date(Date.now() - 30 * DAY_MS)), fact(new Date()));
    await expect(suite.rpc.call(memberMetrics, range(10), john)).resolves.toMatchObject([{ messages: 1 }]);
    await expect(suite.rpc.call(memberMetrics, range(40), john)).resolves.toMatchObject([{ messages: 2 }]);
    const noDay = suite.rpc.call(memberMetrics, { ...range(), from: '2025-02-30' }, john);
    await expect(noDay).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('are refused to guests and strangers', async () => {
    const stranger = suite.mint.person('Stan');
    for (const [who, code] of [
      [guest, 'FORBIDDEN'],
      [stranger, 'WORKSPACE_NOT_FOUND'],
    ] as const) {
      const refused = { code };
      await expect(suite.rpc.call(messagesPerDay, { workspaceId }, who)).rejects.toMatchObject(refused);
      await expect(suite.rpc.call(activeUsers, { workspaceId, minutes: 5 }, who)).rejects.toMatchObject(refused);
      await expect(suite.rpc.call(channelMetrics, range(), who)).rejects.toMatchObject(refused);
      await expect(suite.rpc.call(memberMetrics, range(), who)).rejects.toMatchObject(refused);
    }
  });
});

describe('a rebuild', () => {
  const rebuild = () => suite.rpc.call(rebuildMetrics, { workspaceId }, AS_SERVICE);

  it('says that sums are right that are', async () => {
    stored = Array.from({ length: 5 }, (_, index) => fact(new Date(Date.now() - index * 4 * DAY_MS)));
    await count(...stored);
    await expect(rebuild()).resolves.toEqual({ messages: 5, corrected: 0, late: 0 });
  });

  it('mends wrong sums and no others', async () => {
    stored = [fact(new Date()), fact(new Date(), mary)];
    await count(...stored);
    await suite.database.rows(SPOIL, [workspaceId]);
    expect((await countsByDay())[today()]).toBeGreaterThan(2);
    await expect(rebuild()).resolves.toMatchObject({ messages: 2, corrected: 1 });
    expect((await countsByDay())[today()]).toBe(2);
    await expect(rebuild()).resolves.toMatchObject({ corrected: 0 });
  });

  it('counts what was never counted, and not again when its event comes', async () => {
    const [counted, late] = [fact(new Date()), fact(new Date())];
    stored = [counted, late];
    await count(counted);
    await expect(rebuild()).resolves.toEqual({ messages: 2, corrected: 0, late: 1 });
    await count(late);
    expect((await countsByDay())[today()]).toBe(2);
  });

  it('keeps what events counted while message-service was asked', async () => {
    await count(fact(new Date()));
    await expect(rebuild()).resolves.toEqual({ messages: 1, corrected: 0, late: 0 });
  });

  it('of old messages, whose events are forgotten, calls their absence wrong', async () => {
    const old = fact(new Date(Date.now() - 10 * DAY_MS));
    await count(old);
    await suite.database.rows(FORGOTTEN, [old.messageId]);
    stored = [old];
    await expect(rebuild()).resolves.toMatchObject({ corrected: 0 });
    stored = [old, fact(new Date(Date.now() - 12 * DAY_MS))];
    await expect(rebuild()).resolves.toMatchObject({ messages: 2, late: 0, corrected: 3 });
  });

  it('leaves other workspaces alone, and forgets those that are gone', async () => {
    const other = workspaceId;
    const gone = fact(new Date());
    await count(gone);
    await givenWorkspace();
    stored = [gone];
    await expect(rebuild()).resolves.toEqual({ messages: 0, corrected: 0, late: 0 });
    const inOther = await suite.rpc.call(messagesPerDay, { workspaceId: other }, john);
    expect(inOther.at(-1)?.count).toBe(1);

    await suite.rpc.call(deleteWorkspace, { workspaceId: other }, john);
    const all = await suite.rpc.call(rebuildMetrics, {}, AS_SERVICE);
    expect(all.late).toBe(0);
  });

  it('is for services only', async () => {
    await expect(suite.rpc.call(rebuildMetrics, { workspaceId }, john)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
