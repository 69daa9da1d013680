import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  getConversation,
  getNotificationPreferences,
  invitationSent,
  listConversations,
  muteConversation,
  setNotificationPreferences,
  unmuteConversation,
  type MuteConversationRequest,
  type UnmuteConversationRequest,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import type { TestPerson } from '@atrium/testing';

import { NotificationSuite } from './notification-suite.js';

const END_MUTES = statement('test-end-mutes', `UPDATE conversation_mute SET until = now() WHERE user_id = $1`);
const ALL = { mention: true, direct: true, reply: true, invitation: true };

describe('notification settings', () => {
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

  const mute = (request: MuteConversationRequest, person = ben) =>
    suite.service.rpc.call(muteConversation, request, person);
  const unmute = (request: UnmuteConversationRequest, person = ben) =>
    suite.service.rpc.call(unmuteConversation, request, person);

  describe('a muted conversation', () => {
    it('tells only whom it names, until it is muted no more', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      const muted = await mute({ channelId });
      expect(muted).toMatchObject({ channelId, until: null });
      const { messageId: replyTo } = await suite.send(ben, { channelId, body: 'Lunch?' });
      const sendAll = async () => {
        await suite.send(ada, { channelId, body: '@channel' });
        await suite.send(ada, { channelId, body: 'Yes', replyTo });
        await suite.send(ada, { channelId, body: `@${ben.username} @channel`, replyTo });
      };
      await sendAll();
      const where = `in #channel-${channelId}`;
      const named = `mention: ${ada.firstName} mentioned you ${where}`;
      await expect(suite.heard(ben, cleo)).resolves.toEqual([named]);
      await expect(unmute({ channelId })).resolves.toEqual({});
      await unmute({ channelId });
      await sendAll();
      const heard = await suite.heard(ben, cleo);
      expect(heard.slice(2)).toEqual(
        expect.arrayContaining([
          `mention: ${ada.firstName} mentioned everybody ${where}`,
          `reply: ${ada.firstName} answered you ${where}`,
          named,
        ]),
      );
      expect(heard).toHaveLength(5);
    }, 40_000);

    it('is so for whoever muted it alone, and until the given moment', async () => {
      const { conversationId } = await suite.send(ada, { to: [ben.userId, cleo.userId], body: 'First' });
      await suite.untilNotified(ben, 1);
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await expect(mute({ conversationId, until })).resolves.toEqual({ conversationId, channelId: null, until });
      await suite.send(ada, { conversationId, body: 'Second' });
      await suite.send(ada, { conversationId, body: `Third @${ben.username}` });
      const sentence = `${ada.firstName} sent a message to you and others`;
      await expect(suite.heard(ben, cleo)).resolves.toEqual([
        `direct: ${sentence}`,
        `mention: ${ada.firstName} mentioned you`,
      ]);
      await expect(suite.heard(cleo, ben)).resolves.toHaveLength(3);
      await suite.service.database.rows(END_MUTES, [ben.userId]);
      await suite.send(ada, { conversationId, body: 'Fourth' });
      await expect(suite.heard(ben, cleo)).resolves.toHaveLength(4);
    }, 40_000);

    it('shows in the conversations of whoever muted it, while it lasts', async () => {
      const { conversationId } = await suite.send(ada, { to: [ben.userId], body: 'Hi' });
      const isMuted = async (person: TestPerson) => {
        const { items } = await suite.service.rpc.call(listConversations, { limit: 1 }, person);
        const one = await suite.service.rpc.call(getConversation, { conversationId }, person);
        expect(items).toEqual([one]);
        return one.is_muted;
      };
      await mute({ conversationId });
      await expect(Promise.all([isMuted(ben), isMuted(ada)])).resolves.toEqual([true, false]);
      await unmute({ conversationId });
      await expect(isMuted(ben)).resolves.toBe(false);
      await mute({ conversationId, until: new Date(Date.now() + 3_600_000).toISOString() });
      await expect(isMuted(ben)).resolves.toBe(true);
      await suite.service.database.rows(END_MUTES, [ben.userId]);
      await expect(isMuted(ben)).resolves.toBe(false);
    });

    it('is one that somebody may read', async () => {
      const { channelId } = await suite.service.givenChannel([ada]);
      const { conversationId } = await suite.send(ada, { to: [cleo.userId], body: 'Hi' });
      await expect(mute({ channelId })).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
      await expect(unmute({ channelId })).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
      for (const id of [conversationId, randomUUID()]) {
        const refused = { code: 'CONVERSATION_NOT_FOUND' };
        await expect(mute({ conversationId: id })).rejects.toMatchObject(refused);
        await expect(unmute({ conversationId: id })).rejects.toMatchObject(refused);
      }
    });

    it.each([
      ['nothing', {}],
      ['both', { channelId: 1, conversationId: randomUUID() }],
      ['a moment that is over', { channelId: 1, until: '2020-01-01T00:00:00Z' }],
      ['a moment without an offset', { channelId: 1, until: '2999-01-01T00:00:00' }],
      ['a day that does not exist', { channelId: 1, until: '2999-02-31T00:00:00Z' }],
    ])('is not made of %s', async (_, request) => {
      await expect(mute(request)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });
  });

  describe('preferences', () => {
    it('are all on until somebody chooses, each for themselves', async () => {
      const get = (person: TestPerson) => suite.service.rpc.call(getNotificationPreferences, {}, person);
      await expect(get(ben)).resolves.toEqual(ALL);
      const chosen = { ...ALL, reply: false, invitation: false };
      await expect(suite.service.rpc.call(setNotificationPreferences, chosen, ben)).resolves.toEqual(chosen);
      await expect(get(ben)).resolves.toEqual(chosen);
      await expect(get(cleo)).resolves.toEqual(ALL);
      const half = { mention: true } as typeof ALL;
      await expect(suite.service.rpc.call(setNotificationPreferences, half, ben)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    });

    it('decide what somebody is told of, and for which reason', async () => {
      const { channelId } = await suite.service.givenChannel([ada, ben]);
      const { messageId: replyTo } = await suite.send(ben, { channelId, body: 'Lunch?' });
      const set = (off: Partial<typeof ALL>) =>
        suite.service.rpc.call(setNotificationPreferences, { ...ALL, ...off }, ben);
      const where = `in #channel-${channelId}`;

      await set({ mention: false, invitation: false });
      await suite.send(ada, { channelId, body: `@${ben.username}` });
      await suite.send(ada, { channelId, body: '@channel' });
      await suite.send(ada, { channelId, body: `@${ben.username}`, replyTo });
      const invitation = {
        invitationId: randomUUID(),
        workspaceId: 7,
        workspaceName: 'Kitchen',
        role: 'member' as const,
      };
      const asked = { ...invitation, invitedBy: ada.userId, userId: ben.userId, occurredAt: new Date().toISOString() };
      await suite.service.events.publish(invitationSent, asked);
      await expect(suite.heard(ben, cleo)).resolves.toEqual([`reply: ${ada.firstName} answered you ${where}`]);

      await set({ direct: false });
      await suite.send(ada, { to: [ben.userId], body: 'Hi' });
      await suite.send(ada, { to: [ben.userId], body: `Hi @${ben.username}` });
      const seen = await suite.untilNotified(ben, 3);
      expect(seen.slice(2).map(({ message }) => message)).toEqual([`${ada.firstName} mentioned you`]);
    }, 40_000);
  });
});
