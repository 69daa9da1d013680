import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sender_email: string;
}

interface Inbox {
  readonly messages: readonly Message[];
}

interface Conversations {
  readonly items: readonly { readonly id: string; readonly unread: number; readonly kind: string }[];
}

let suite: LiveSuite;
let ada: Person;
let ben: Person;
let eve: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'message-service': 2 } });
  [ada, ben, eve] = await Promise.all([suite.signUp('ada'), suite.signUp('ben'), suite.signUp('eve')]);
});

afterAll(() => suite.stop());

async function unreadOf(person: Person, conversationId: string): Promise<number | undefined> {
  const { body } = await person.http.get<Conversations>('/api/conversations');
  return body.items.find(({ id }) => id === conversationId)?.unread;
}

describe('two people', () => {
  it('write to each other, and read it in their inboxes', async () => {
    const sent = await ada.http.post<{ message_id: string; conversation_id: string; seq: number }>('/api/messages/', {
      to: [ben.email],
      body: 'Lunch at noon?',
    });
    expect(sent).toMatchObject({ status: 201, body: { status: 'success', seq: 1 } });
    const { message_id: messageId, conversation_id: conversationId } = sent.body;

    const inbox = await ben.http.post<Inbox>('/api/poll-messages/', { messagesRead: [] });
    expect(inbox.body.messages).toEqual([
      {
        id: messageId,
        sender_email: ada.email,
        body: 'Lunch at noon?',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        kind: 'direct',
        conversation_id: conversationId,
        channel_id: null,
      },
    ]);
    await expect(unreadOf(ben, conversationId)).resolves.toBe(1);

    const answer = await ben.http.post('/api/messages/', { to: [ada.email], body: 'Yes', reply_to: messageId });
    expect(answer.body).toMatchObject({ conversation_id: conversationId, seq: 2 });
    const emptied = await ben.http.post<Inbox>('/api/poll-messages/', { messagesRead: [messageId] });
    expect(emptied.body).toEqual({ messages: [], next: null });
    await expect(unreadOf(ben, conversationId)).resolves.toBe(0);

    const read = await ada.http.post(`/api/conversations/${conversationId}/read`, { seq: 2 });
    expect(read).toMatchObject({ status: 200, body: { read_seq: 2, unread: 0, mentions: 0 } });
    const stranger = await eve.http.get(`/api/conversations/${conversationId}`);
    expect(stranger).toMatchObject({ status: 404, body: { code: 'CONVERSATION_NOT_FOUND' } });
  });
});

describe('a message', () => {
  it('is changed, reacted to, found and taken back by its id', async () => {
    const channelId = await ada.createChannel(await ada.createWorkspace('Kitchen'));
    const id = await ada.sendMessage(channelId, 'The soup is ready');
    const path = `/api/messages/${id}/`;

    const shown = await ada.http.get<{ data: object }>(path);
    expect(shown).toMatchObject({ status: 200, body: { status: 'success', data: { id, seq: 1, reactions: [] } } });
    const edited = await ada.http.patch(path, { body: 'The stew is ready' });
    expect(edited).toMatchObject({ status: 200, body: { data: { body: 'The stew is ready' } } });
    const reacted = await ada.http.post(`${path}reactions`, { emoji: '🍲' });
    expect(reacted.body).toMatchObject({ data: { reactions: [{ emoji: '🍲', count: 1, is_mine: true }] } });
    const unreacted = await ada.http.delete(`${path}reactions`, { body: { emoji: '🍲' } });
    expect(unreacted.body).toMatchObject({ data: { reactions: [] } });

    const found = await ada.http.get('/api/search', { query: { q: 'stew', channel_id: channelId } });
    expect(found.body).toMatchObject({
      items: [{ id, highlight: expect.stringContaining('<mark>stew</mark>') }],
      next: null,
    });
    const hidden = await eve.http.get('/api/search', { query: { q: 'stew' } });
    expect(hidden.body).toEqual({ items: [], next: null });

    for (const refused of [eve.http.get(path), eve.http.patch(path, { body: 'Mine' }), eve.http.delete(path)]) {
      await expect(refused).resolves.toMatchObject({ status: 404, body: { status: 'error' } });
    }
    expect((await ada.http.delete(path)).status).toBe(204);
    expect((await ada.http.get(path)).status).toBe(404);
    await expect(ada.readBodies(channelId)).resolves.toEqual([]);
  });

  it('is found in a list from either side, with the four fields of old or with all', async () => {
    const channelId = await ada.createChannel(await ada.createWorkspace('Garden'));
    const ids: string[] = [];
    for (const body of ['1', '2', '3', '4']) ids.push(await ada.sendMessage(channelId, body));
    const list = async (query: Record<string, string | number>) => {
      const { body } = await ada.http.get<{ data: Message[] }>('/api/messages/', {
        query: { channel_id: channelId, ...query },
      });
      return body.data;
    };
    const bodies = (messages: readonly Message[]) => messages.map(({ body }) => body);
    expect(bodies(await list({ before: ids[2] ?? '', limit: 1 }))).toEqual(['2']);
    expect(bodies(await list({ after: ids[1] ?? '', limit: 1 }))).toEqual(['3']);
    const [first] = await list({});
    expect(Object.keys(first ?? {})).toEqual(['id', 'sender_email', 'body', 'created_at']);
    await expect(list({ view: 'full', limit: 1 })).resolves.toMatchObject([{ body: '4', seq: 4, reply_to: null }]);
  });

  it('has the next number, whichever replica stores it', async () => {
    const bodies = Array.from({ length: 30 }, (_, index) => `message ${index}`);
    const members = [ben.email, eve.email];
    const answers = await Promise.all(
      bodies.map((body, index) =>
        (index % 2 ? ben : ada).http.post<{ conversation_id: string; seq: number }>('/api/messages/', {
          to: index % 2 ? [ada.email, eve.email] : members,
          body,
          client_id: `number-${index}`,
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.conversation_id)).size).toBe(1);
    const seqs = answers.map((answer) => answer.body.seq).toSorted((one, other) => one - other);
    expect(seqs).toEqual(bodies.map((_, index) => index + 1));

    const poll = async (messagesRead: readonly string[]) => {
      const answer = await eve.http.post<Inbox>('/api/poll-messages/', { messagesRead, limit: 200 });
      return answer.body.messages;
    };
    const unread = await poll([]);
    expect(unread.map(({ body }) => body).toSorted()).toEqual(bodies.toSorted());
    const [first, ...others] = unread.map(({ id }) => id);
    await expect(poll(others)).resolves.toMatchObject([{ id: first }]);
    await expect(poll(others)).resolves.toMatchObject([{ id: first }]);
  });
});
