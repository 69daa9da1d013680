import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findUsers, listMessages, openConversations, sendMessage } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('access to a channel', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    await stubRpc(suite.nats, findUsers, () => []);
    john = suite.person('John');
    mary = suite.person('Mary');
  });

  afterAll(() => suite.stop());

  function open(channelId: number, person: TestPerson) {
    return suite.rpc.call(openConversations, { channelIds: [channelId], conversationIds: [] }, person);
  }

  /** Everything that needs access to a channel, done one after the other. */
  async function useAll(channelId: number, person: TestPerson): Promise<void> {
    await suite.rpc.call(sendMessage, { channelId, body: 'Hi' }, person);
    await suite.rpc.call(listMessages, { channelId, limit: 50 }, person);
    await expect(open(channelId, person)).resolves.toMatchObject([{ channelId }]);
  }

  async function expectRefused(channelId: number, person: TestPerson): Promise<void> {
    const totals = await suite.totals();
    const refused = { code: 'CHANNEL_NOT_FOUND', detail: 'Channel not found or not accessible' };
    const request = { channelId, body: 'Hi' };
    await expect(suite.rpc.call(sendMessage, request, person)).rejects.toMatchObject(refused);
    await expect(suite.rpc.call(listMessages, { channelId, limit: 50 }, person)).rejects.toMatchObject(refused);
    await expect(open(channelId, person)).resolves.toEqual([]);
    await expect(suite.totals()).resolves.toEqual(totals);
  }

  describe('known by events', () => {
    it('needs no question to the owner', async () => {
      const { channelId } = await suite.givenChannel([john, mary]);
      suite.workspaces.questions = 0;
      await useAll(channelId, john);
      await useAll(channelId, mary);
      expect(suite.workspaces.questions).toBe(0);
    });

    it('is the creator’s alone in a private channel', async () => {
      const { channelId } = await suite.givenChannel([john, mary], true);
      await useAll(channelId, john);
      await expectRefused(channelId, mary);
    });

    it('holds for members who were told of before the channel', async () => {
      const channel = suite.newChannel();
      await suite.tellOfMember(channel.workspaceId, mary);
      await eventually(async () => {
        await expect(suite.database.rows(MEMBERS, [channel.workspaceId])).resolves.toHaveLength(1);
      });
      await suite.tellOfChannel(channel, john);
      await suite.untilReaders(channel.channelId, [mary]);
      await useAll(channel.channelId, mary);
    });

    it('stands when the same is told twice', async () => {
      const channel = await suite.givenChannel([john]);
      const repeats = [randomUUID(), randomUUID()] as const;
      await suite.tellOfChannel(channel, john, repeats[0]);
      await suite.tellOfMember(channel.workspaceId, john, { eventId: repeats[1] });
      await eventually(async () => {
        await expect(suite.database.rows(HANDLED, [repeats])).resolves.toHaveLength(2);
      });
      await useAll(channel.channelId, john);
    });
  });

  describe('not known yet', () => {
    it('is asked of the owner once, and kept', async () => {
      const channel = suite.newChannel();
      suite.workspaces.admit(john.userId, channel);
      suite.workspaces.questions = 0;
      await useAll(channel.channelId, john);
      await useAll(channel.channelId, john);
      expect(suite.workspaces.questions).toBe(1);
    });

    it('of a private channel is kept for the one it was asked for', async () => {
      const channel = suite.newChannel(true);
      suite.workspaces.admit(john.userId, channel);
      await suite.tellOfMember(channel.workspaceId, mary);
      await useAll(channel.channelId, john);
      await expectRefused(channel.channelId, mary);
    });

    it('is asked for a member who is new to a channel that others write in', async () => {
      const channel = await suite.givenChannel([john], true);
      await useAll(channel.channelId, john);
      suite.workspaces.admit(mary.userId, channel);
      suite.workspaces.questions = 0;
      await suite.rpc.call(sendMessage, { channelId: channel.channelId, body: 'Me too' }, mary);
      expect(suite.workspaces.questions).toBe(1);
      await expect(suite.log(channel.channelId)).resolves.toMatchObject([{ seq: 1 }, { seq: 2, body: 'Me too' }]);
    });

    it('is refused when the owner says no, as for a channel that is not there', async () => {
      const stranger = suite.person('Stan');
      await expectRefused((await suite.givenChannel([john])).channelId, stranger);
      await expectRefused(2_147_483_647, stranger);
    });

    it('is not refused for good while the owner is away', async () => {
      const channel = suite.newChannel();
      suite.workspaces.admit(john.userId, channel);
      await suite.workspaces.leave();
      const request = { channelId: channel.channelId, body: 'Hi' };
      await expect(suite.rpc.call(sendMessage, request, john)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      await suite.workspaces.serve();
      await useAll(channel.channelId, john);
    });
  });

  it('is not widened by an event older than what the owner said', async () => {
    const channel = suite.newChannel(true);
    suite.workspaces.admit(john.userId, channel);
    await useAll(channel.channelId, john);
    await suite.tellOfMember(channel.workspaceId, mary);
    const bystander = await suite.givenChannel([john]);
    await suite.tellOfChannel({ ...channel, isPrivate: false }, john);
    // Events of one kind are handled in order: once the later one has had its effect, so has this one.
    const later = suite.newChannel();
    await suite.tellOfChannel({ ...later, workspaceId: bystander.workspaceId }, john);
    await suite.untilReaders(later.channelId, [john]);
    await expectRefused(channel.channelId, mary);
  });
});

const MEMBERS = statement('test-members', 'SELECT FROM workspace_member WHERE workspace_id = $1');
const HANDLED = statement('test-handled', 'SELECT FROM processed_event WHERE event_id = ANY($1)');
