import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  channelMemberAdded,
  channelMemberRemoved,
  filterReaders,
  listMessages,
  memberRemoved,
  memberRoleChanged,
  openConversations,
  sendMessage,
  workspaceChanged,
  workspaceDeleted,
  type ChannelAccess,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('the copy of memberships', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    john = suite.person('John');
    mary = suite.person('Mary');
    await suite.tellOfPeople([john, mary]);
  });

  afterAll(() => suite.stop());

  const occurredAt = () => new Date().toISOString();

  function send(channelId: number, person: TestPerson) {
    return suite.rpc.call(sendMessage, { channelId, body: 'Hi' }, person);
  }

  async function untilRefused(channelId: number, person: TestPerson): Promise<void> {
    const refused = { code: 'CHANNEL_NOT_FOUND' };
    const list = () => suite.rpc.call(listMessages, { channelId, limit: 1 }, person);
    await eventually(() => expect(list()).rejects.toMatchObject(refused));
    await expect(send(channelId, person)).rejects.toMatchObject(refused);
    const request = { channelIds: [channelId], conversationIds: [] };
    await expect(suite.rpc.call(openConversations, request, person)).resolves.toEqual([]);
  }

  it('lets nobody read or write who was removed from the workspace', async () => {
    const { channelId, workspaceId } = await suite.givenChannel([john, mary]);
    const { conversationId } = await send(channelId, mary);
    const removal = { workspaceId, userId: mary.userId, reason: 'removed' as const, version: 5 };
    await suite.events.publish(memberRemoved, { ...removal, occurredAt: occurredAt() });
    await untilRefused(channelId, mary);
    const userIds = [john.userId, mary.userId];
    await expect(suite.rpc.call(filterReaders, { conversationId, userIds }, AS_SERVICE)).resolves.toEqual([
      john.userId,
    ]);
    await expect(send(channelId, john)).resolves.toMatchObject({ seq: 2 });
  });

  it('lets nobody in again by what is older than their removal', async () => {
    const channel = await suite.givenChannel([john], true);
    const { channelId, workspaceId } = channel;
    const removal = { workspaceId, userId: mary.userId, reason: 'left' as const, version: 5 };
    await suite.events.publish(memberRemoved, { ...removal, occurredAt: occurredAt() });
    await suite.tellOfMember(workspaceId, mary, { version: 3 });
    await suite.tellOfChannelMember(channel, mary, 4);
    await settled();
    await untilRefused(channelId, mary);
    // Back in the workspace, but not in the private channel that they had been in before.
    await suite.tellOfMember(workspaceId, mary, { version: 7 });
    await settled();
    await untilRefused(channelId, mary);
    await suite.tellOfChannelMember(channel, mary, 8);
    await suite.untilReaders(channelId, [mary]);
    await expect(send(channelId, mary)).resolves.toMatchObject({ seq: 1 });
  });

  it('shows guests only the channels they are in', async () => {
    const channel = await suite.givenChannel([john]);
    await suite.tellOfMember(channel.workspaceId, mary, { role: 'guest' });
    await settled();
    await untilRefused(channel.channelId, mary);
    await suite.tellOfChannelMember(channel, mary, 3);
    await suite.untilReaders(channel.channelId, [mary]);
    await suite.events.publish(channelMemberRemoved, { ...ofMary(channel, 4), reason: 'removed' });
    await untilRefused(channel.channelId, mary);
    const promotion = { workspaceId: channel.workspaceId, userId: mary.userId, role: 'member' as const, version: 5 };
    await suite.events.publish(memberRoleChanged, { ...promotion, changedBy: john.userId, occurredAt: occurredAt() });
    await suite.untilReaders(channel.channelId, [mary]);
  });

  it('follows a channel that turns private', async () => {
    const channel = await suite.givenChannel([john, mary]);
    await suite.tellOfChannelChange({ ...channel, isPrivate: true, version: 5 }, john);
    await untilRefused(channel.channelId, mary);
    await expect(send(channel.channelId, john)).resolves.toMatchObject({ seq: 1 });
  });

  it('lets nobody write in an archived workspace, and everybody again when it is back', async () => {
    const channel = await suite.givenChannel([john]);
    const { channelId, workspaceId } = channel;
    const state = { workspaceId, name: 'Team', description: '', changedBy: john.userId };
    suite.workspaces.admit(john.userId, { ...channel, isArchived: true, version: 5 });
    await suite.events.publish(workspaceChanged, { ...state, isArchived: true, version: 5, occurredAt: occurredAt() });
    await eventually(() => expect(send(channelId, john)).rejects.toMatchObject({ code: 'CHANNEL_ARCHIVED' }));
    await expect(suite.rpc.call(listMessages, { channelId, limit: 1 }, john)).resolves.toEqual(expect.any(Array));
    suite.workspaces.admit(john.userId, { ...channel, version: 6 });
    await suite.events.publish(workspaceChanged, { ...state, isArchived: false, version: 6, occurredAt: occurredAt() });
    await eventually(() => expect(send(channelId, john)).resolves.toMatchObject({ isDuplicate: false }));
  });

  it('ends the same in whatever order changes are heard of, and however often', async () => {
    const changes = fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 });
    const repeats = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, repeats, async (order, again) => {
        const channel = await suite.givenChannel([john], true);
        const { channelId, workspaceId } = channel;
        const person = suite.person('Mary');
        const of = { ...ofMary(channel, 0), userId: person.userId };
        for (const change of [...order, ...again]) {
          const version = 10 + change;
          const membership = { workspaceId, userId: person.userId, version, occurredAt: occurredAt() };
          if (change === 1) await suite.tellOfMember(workspaceId, person, { version });
          if (change === 2) await suite.events.publish(channelMemberAdded, { ...of, version });
          if (change === 3) await suite.events.publish(memberRemoved, { ...membership, reason: 'left' as const });
          if (change === 4) await suite.tellOfMember(workspaceId, person, { version });
          if (change === 5) await suite.events.publish(channelMemberAdded, { ...of, version });
          if (change === 6) await suite.events.publish(channelMemberRemoved, { ...of, version, reason: 'left' });
        }
        await settled();
        await expect(suite.database.rows(READER, [channelId, person.userId])).resolves.toEqual([]);
        await suite.events.publish(channelMemberAdded, { ...of, version: 20 });
        await suite.untilReaders(channelId, [person]);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('lets nobody into a deleted workspace, and erases what was written there', async () => {
    const { channelId, workspaceId } = await suite.givenChannel([john, mary]);
    const other = await suite.givenChannel([john]);
    await send(other.channelId, john);
    const { conversationId } = await send(channelId, john);
    await suite.database.rows(FILL, [conversationId, john.userId, 5_000]);
    const deletion = { workspaceId, deletedBy: john.userId, version: 5, occurredAt: occurredAt() };
    await suite.events.publish(workspaceDeleted, deletion);
    await untilRefused(channelId, john);
    await eventually(() => expect(suite.database.rows(LEFT, [conversationId])).resolves.toEqual([]), {
      within: 20_000,
    });
    await suite.tellOfMember(workspaceId, mary, { version: 3 });
    await settled();
    await untilRefused(channelId, mary);
    await expect(suite.log(other.channelId)).resolves.toHaveLength(1);
  }, 40_000);

  function ofMary({ workspaceId, channelId }: ChannelAccess, version: number) {
    return { workspaceId, channelId, userId: mary.userId, addedBy: john.userId, version, occurredAt: occurredAt() };
  }

  /** Resolves once everything told so far is handled: consumers take their events in order. */
  async function settled(): Promise<void> {
    const bystander = await suite.givenChannel([john]);
    const { channelId, workspaceId } = bystander;
    const probe = suite.person('Probe');
    await suite.tellOfMember(workspaceId, probe, { role: 'guest', version: 2 });
    await suite.tellOfChannelMember(bystander, probe, 3);
    await suite.untilReaders(channelId, [probe]);
    await suite.events.publish(channelMemberRemoved, { ...ofMary(bystander, 4), userId: probe.userId, reason: 'left' });
    await eventually(() => expect(suite.database.rows(READER, [channelId, probe.userId])).resolves.toEqual([]));
    await suite.tellOfChannelMember(bystander, probe, 5);
    await suite.untilReaders(channelId, [probe]);
    const removal = { workspaceId, userId: probe.userId, reason: 'left' as const, version: 6 };
    await suite.events.publish(memberRemoved, { ...removal, occurredAt: occurredAt() });
    await eventually(() => expect(suite.database.rows(READER, [channelId, probe.userId])).resolves.toEqual([]));
  }
});

const READER = statement('test-reader', 'SELECT FROM channel_reader WHERE channel_id = $1 AND user_id = $2');
const FILL = statement(
  'test-fill-conversation',
  `INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, body, created_at)
   SELECT gen_random_uuid(), $1, n, n, $2, n::text, now() FROM generate_series(2, $3) n`,
);
const LEFT = statement(
  'test-left',
  `SELECT id FROM message WHERE conversation_id = $1 UNION ALL SELECT id FROM conversation WHERE id = $1`,
);
