import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  conversationHeads,
  deleteMessage,
  editMessage,
  getMessage,
  listMessageDetails,
  listMessages,
  MAX_EMOJIS,
  messageDeleted,
  messageEdited,
  messageReacted,
  reactToMessage,
  readRange,
  sendMessage,
  type ChannelAccess,
  type SentMessage,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { AS_SERVICE } from '@atrium/rpc';
import { eventually, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('a stored message', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let stranger: TestPerson;
  let channel: ChannelAccess;
  let sent: SentMessage;
  let messageId: string;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    [john, mary, stranger] = [suite.person('John'), suite.person('Mary'), suite.person('Stan')];
    await suite.tellOfPeople([john, mary, stranger]);
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    channel = await suite.givenChannel([john, mary]);
    sent = await send('Hello');
    messageId = sent.message.id;
  });

  function send(body: string, sender = john, clientId?: string): Promise<SentMessage> {
    const request = { channelId: channel.channelId, body, ...(clientId === undefined ? {} : { clientId }) };
    return suite.rpc.call(sendMessage, request, sender);
  }

  const get = (person = john) => suite.rpc.call(getMessage, { messageId }, person);
  const edit = (body: string, person = john) => suite.rpc.call(editMessage, { messageId, body }, person);
  const remove = (person = john) => suite.rpc.call(deleteMessage, { messageId }, person);
  const react = (emoji: string, person = john, action: 'added' | 'removed' = 'added') =>
    suite.rpc.call(reactToMessage, { messageId, emoji, action }, person);

  function entries() {
    const request = { conversationId: sent.conversationId, after: 0, upTo: 1_000 };
    return suite.rpc.call(readRange, request, AS_SERVICE);
  }

  it('is shown with everything about it', async () => {
    await expect(get(mary)).resolves.toEqual({
      ...sent.message,
      conversation_id: sent.conversationId,
      channel_id: channel.channelId,
      seq: 1,
      edited_at: null,
      reply_to: null,
      mentions: [],
      reactions: [],
    });
  });

  it('is shown with whom it names, also after an edit', async () => {
    await edit(`@${mary.username}, @${stranger.username} may not read this`);
    await expect(get(mary)).resolves.toMatchObject({ mentions: [mary.email] });
    await edit(`@channel and @${mary.username}`);
    await expect(get(mary)).resolves.toMatchObject({ mentions: ['everyone'] });
    const request = { channelId: channel.channelId, limit: 1 };
    const listed = await suite.rpc.call(listMessageDetails, request, mary);
    expect(listed).toMatchObject([{ mentions: ['everyone'] }]);
  });

  it.each([
    ['shown', () => get(stranger)],
    ['edited', () => edit('Mine', stranger)],
    ['deleted', () => remove(stranger)],
    ['reacted to', () => react('👍', stranger)],
  ])('is not %s for a stranger, as if it were not there', async (_, attempt) => {
    const totals = await suite.totals();
    await expect(attempt()).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    messageId = randomUUID();
    await expect(attempt()).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(suite.totals()).resolves.toEqual(totals);
  });

  describe('that is edited', () => {
    it('says something else everywhere, and its log says so', async () => {
      const edited = await edit('Hello all', john);
      expect(edited).toMatchObject({ id: messageId, body: 'Hello all', seq: 1, edited_at: expect.any(String) });
      const told = await suite.events.take(messageEdited, (event) => event.messageId === messageId);
      expect(told).toEqual({
        messageId,
        conversationId: sent.conversationId,
        channelId: channel.channelId,
        workspaceId: channel.workspaceId,
        seq: 2,
        actorId: john.userId,
        actorEmail: john.email,
        body: 'Hello all',
        occurredAt: expect.any(String),
      });
      expect(told.occurredAt.slice(0, 19)).toBe(edited.edited_at);
      const change = { message_id: messageId, actor_email: john.email, body: 'Hello all', edited_at: edited.edited_at };
      await expect(entries()).resolves.toMatchObject([
        { kind: 'post', seq: 1, message: { ...sent.message, body: 'Hello all' } },
        { kind: 'edit', seq: 2, ...change },
      ]);
    });

    it('by others stays as it is', async () => {
      await expect(edit('Hers', mary)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(get()).resolves.toMatchObject({ body: 'Hello', edited_at: null });
    });

    it('to what it says already stays as it is', async () => {
      await edit('Hello');
      await expect(entries()).resolves.toHaveLength(1);
    });

    it.each(['', '  ', 'a\0b'])('to %j is refused', async (body) => {
      await expect(edit(body)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('is still known by the body it was first sent with', async () => {
      const first = await send('First', john, 'id-1');
      messageId = first.message.id;
      await edit('Second');
      const repeated = { isDuplicate: true, seq: first.seq, message: { ...first.message, body: 'Second' } };
      await expect(send('First', john, 'id-1')).resolves.toMatchObject(repeated);
      await expect(send('Second', john, 'id-1')).rejects.toMatchObject({ code: 'CLIENT_ID_REUSED' });
    });
  });

  describe('that is deleted', () => {
    it('says nothing anywhere any more', async () => {
      await edit('A secret');
      await react('👍', mary);
      await remove();
      await expect(get()).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      const list = { channelId: channel.channelId, limit: 50 };
      await expect(suite.rpc.call(listMessages, list, mary)).resolves.toEqual([]);
      expect(JSON.stringify(await entries())).not.toContain('secret');
      await expect(entries()).resolves.toMatchObject([
        { kind: 'post', is_deleted: true, message: { id: messageId, body: '' } },
        { kind: 'edit', body: '' },
        { kind: 'reaction', emoji: '👍', action: 'added', actor_email: mary.email },
        { kind: 'delete', seq: 4, message_id: messageId, actor_email: john.email },
      ]);
      await expect(suite.log(channel.channelId)).resolves.toMatchObject([{ id: messageId, body: '' }]);
      const told = await suite.events.take(messageDeleted, (event) => event.messageId === messageId);
      expect(told).toMatchObject({ seq: 4, actorId: john.userId });
    });

    it('is deleted once', async () => {
      await remove();
      await expect(remove()).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      await expect(edit('Back')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      await expect(react('👍')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      await expect(entries()).resolves.toHaveLength(2);
    });

    it.each([
      ['member', false],
      ['guest', false],
      ['admin', true],
      ['owner', true],
    ] as const)('by a %s who did not write it: %j', async (role, isAllowed) => {
      const other = suite.person('Olga');
      await suite.tellOfMember(channel.workspaceId, other, { role });
      if (role === 'guest') await suite.tellOfChannelMember(channel, other, 2);
      await suite.untilReaders(channel.channelId, [other]);
      if (isAllowed) await expect(remove(other)).resolves.toEqual({});
      else await expect(remove(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('is still known by its client id', async () => {
      const first = await send('Once', john, 'id-1');
      messageId = first.message.id;
      await remove();
      await expect(send('Once', john, 'id-1')).resolves.toMatchObject({ isDuplicate: true, message: { body: '' } });
    });
  });

  describe('with reactions', () => {
    it('counts who reacted, and shows everybody theirs', async () => {
      await react('👍');
      await react('🧑‍🚀', mary);
      const seen = await react('👍', mary);
      expect(seen.reactions).toEqual([
        { emoji: '👍', count: 2, is_mine: true },
        { emoji: '🧑‍🚀', count: 1, is_mine: true },
      ]);
      const [listed] = await suite.rpc.call(listMessageDetails, { channelId: channel.channelId, limit: 1 }, john);
      expect(listed?.reactions).toEqual([
        { emoji: '👍', count: 2, is_mine: true },
        { emoji: '🧑‍🚀', count: 1, is_mine: false },
      ]);
      const told = await suite.events.take(messageReacted, (event) => event.emoji === '🧑‍🚀');
      expect(told).toMatchObject({ messageId, seq: 3, actorId: mary.userId, action: 'added' });
    });

    it('has each of somebody’s once, and a repeat tells nobody', async () => {
      await react(':ship_it:');
      await react(':ship_it:');
      await react(':ship_it:', john, 'removed');
      await react(':ship_it:', john, 'removed');
      await expect(get()).resolves.toMatchObject({ reactions: [] });
      await expect(entries()).resolves.toMatchObject([
        { kind: 'post' },
        { kind: 'reaction', action: 'added' },
        { kind: 'reaction', action: 'removed', seq: 3 },
      ]);
    });

    it.each(['', 'x', '👍👍', ':Not a name:', '<b>'])('takes no %j for an emoji', async (emoji) => {
      await expect(react(emoji)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    });

    it('has a limited number of different ones', async () => {
      await suite.database.rows(FILL_REACTIONS, [messageId, john.userId, MAX_EMOJIS]);
      await expect(react('👍')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      await expect(react(':e1:', mary)).resolves.toMatchObject({ id: messageId });
    });
  });

  describe('that answers another', () => {
    it('names it', async () => {
      const request = { channelId: channel.channelId, body: 'Indeed', replyTo: messageId };
      const reply = await suite.rpc.call(sendMessage, request, mary);
      const shown = await suite.rpc.call(getMessage, { messageId: reply.message.id }, john);
      expect(shown.reply_to).toBe(messageId);
      await expect(entries()).resolves.toMatchObject([{ reply_to: null }, { reply_to: messageId }]);
    });

    it('names none of another conversation', async () => {
      const elsewhere = await suite.givenChannel([john]);
      const request = { channelId: elsewhere.channelId, body: 'Indeed', replyTo: messageId };
      await expect(suite.rpc.call(sendMessage, request, john)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    });
  });

  it('is found from any place of its log, in both directions', async () => {
    for (const body of ['2', '3', '4', '5']) await send(body);
    const { channelId } = channel;
    const bodies = async (places: { before?: string; after?: string }, limit = 2) => {
      const listed = await suite.rpc.call(listMessages, { channelId, limit, ...places }, john);
      return listed.map(({ body }) => body);
    };
    const all = await suite.rpc.call(listMessages, { channelId, limit: 50 }, john);
    const idOf = (body: string) => all.find((message) => message.body === body)?.id ?? '';
    await expect(bodies({})).resolves.toEqual(['4', '5']);
    await expect(bodies({ before: idOf('4') })).resolves.toEqual(['2', '3']);
    await expect(bodies({ before: '4' })).resolves.toEqual(['2', '3']);
    await expect(bodies({ after: idOf('2') })).resolves.toEqual(['3', '4']);
    await expect(bodies({ after: idOf('2'), before: '5' }, 50)).resolves.toEqual(['3', '4']);
    await expect(bodies({ after: '5' })).resolves.toEqual([]);
    await expect(bodies({ before: randomUUID() })).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(bodies({ before: 'yesterday' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('in an archived channel stays as it is, and can be read', async () => {
    await suite.tellOfChannelChange({ ...channel, isArchived: true, version: 9 }, john);
    suite.workspaces.admit(john.userId, { ...channel, isArchived: true, version: 9 });
    await eventually(() => expect(send('Late')).rejects.toMatchObject({ code: 'CHANNEL_ARCHIVED' }));
    await expect(edit('Late')).rejects.toMatchObject({ code: 'CHANNEL_ARCHIVED' });
    await expect(react('👍')).rejects.toMatchObject({ code: 'CHANNEL_ARCHIVED' });
    await expect(get()).resolves.toMatchObject({ body: 'Hello' });
  });

  it('is announced by the heads of its log', async () => {
    const heard: Record<string, number>[] = [];
    const subscription = suite.nats.subscribe(conversationHeads.subject, {
      callback: (_, message) => void heard.push(message.json<{ heads: Record<string, number> }>().heads),
    });
    await suite.nats.flush();
    await edit('Hello again');
    await eventually(() => expect(Math.max(...heard.map((heads) => heads[sent.conversationId] ?? 0))).toBe(2));
    subscription.unsubscribe();
  });
});

const FILL_REACTIONS = statement(
  'test-fill-reactions',
  `INSERT INTO reaction (message_id, emoji, user_id) SELECT $1, ':e' || n || ':', $2 FROM generate_series(1, $3) n`,
);
