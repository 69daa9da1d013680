import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

interface Notifications {
  readonly items: readonly { readonly seq: number; readonly kind: string; readonly message: string }[];
  readonly next: number | null;
  readonly unread: number;
}

let suite: LiveSuite;
let ada: Person;
let ben: Person;
let eve: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'message-service': 2 } });
  [ada, ben, eve] = await Promise.all([
    suite.signUp('ada', 'Ada Lovelace'),
    suite.signUp('ben', 'Ben Smith'),
    suite.signUp('eve', 'Eve Jones'),
  ]);
});

afterAll(() => suite.stop());

async function write(sender: Person, message: object): Promise<{ message_id: string; conversation_id: string }> {
  const { body } = await sender.http.post<{ message_id: string; conversation_id: string }>('/api/messages/', message);
  return body;
}

function list(person: Person, query = {}): Promise<Notifications> {
  return person.http.get<Notifications>('/api/notifications', { query }).then(({ body }) => body);
}

/** Sentences of somebody's notifications, newest first, once there are this many. */
function told(person: Person, count: number): Promise<string[]> {
  return eventually(
    async () => {
      const { items } = await list(person);
      expect(items).toHaveLength(count);
      return items.map(({ kind, message }) => `${kind}: ${message}`);
    },
    { within: 20_000 },
  );
}

describe('notifications', () => {
  it('come of messages, are read on, and are taken back', async () => {
    const { message_id: first, conversation_id: conversationId } = await write(ada, {
      to: [ben.email],
      body: 'Lunch?',
    });
    await write(ben, { conversation_id: conversationId, body: 'Yes', reply_to: first });
    const { message_id: last } = await write(ada, { conversation_id: conversationId, body: 'Good' });
    await expect(told(ben, 2)).resolves.toEqual(Array.from({ length: 2 }, () => 'direct: Ada sent you a message'));
    await expect(told(ada, 1)).resolves.toEqual(['direct: Ben sent you a message']);
    await expect(list(eve)).resolves.toEqual({ items: [], next: null, unread: 0 });

    await expect(list(ben, { limit: 1 })).resolves.toMatchObject({
      items: [{ seq: 2, message_id: last, conversation_id: conversationId, actor_email: ada.email, is_read: false }],
      next: 2,
      unread: 2,
    });
    const read = await ben.http.post('/api/notifications/read', { up_to: 1 });
    expect(read).toMatchObject({ status: 200, body: { unread: 1 } });
    await expect(list(ben, { unread: true })).resolves.toMatchObject({ items: [{ seq: 2 }], unread: 1 });

    await ada.http.delete(`/api/messages/${last}/`);
    await eventually(async () => expect((await list(ben)).unread).toBe(0), { within: 20_000 });
    await expect(list(ben)).resolves.toMatchObject({ items: [{ is_withdrawn: true, is_read: true }, { seq: 1 }] });
  }, 60_000);

  it('are what somebody wants them to be', async () => {
    const { conversation_id: conversationId } = await write(ada, { to: [ben.email, eve.email], body: 'Hello' });
    await told(eve, 1);
    const muted = await eve.http.put(`/api/conversations/${conversationId}/mute`, {});
    expect(muted).toMatchObject({
      status: 200,
      body: { conversation_id: conversationId, channel_id: null, until: null },
    });
    await write(ada, { conversation_id: conversationId, body: 'Still there?' });
    await write(ada, { conversation_id: conversationId, body: '@eve, still there?' });
    await expect(told(eve, 2)).resolves.toEqual([
      'mention: Ada mentioned you',
      'direct: Ada sent a message to you and others',
    ]);
    const unmuted = await eve.http.delete(`/api/conversations/${conversationId}/mute`);
    expect(unmuted.status).toBe(204);

    const choice = { mention: true, direct: false, reply: true, invitation: true };
    const chosen = await eve.http.put('/api/notifications/preferences', choice);
    expect(chosen).toMatchObject({ status: 200, body: choice });
    await expect(eve.http.get('/api/notifications/preferences')).resolves.toMatchObject({ body: choice });
    await write(ada, { to: [eve.email], body: 'Hi' });
    await write(ada, { to: [eve.email], body: 'Hi @eve' });
    await expect(told(eve, 3)).resolves.toEqual(expect.arrayContaining(['mention: Ada mentioned you']));
  }, 60_000);

  it('reach sockets: byte for byte as they always were, or with their place', async () => {
    const [dan, fay] = await Promise.all([suite.signUp('dan', 'Dan Brown'), suite.signUp('fay', 'Fay Green')]);
    const [legacy, second] = await Promise.all([fay.socket('/ws/notifications/'), fay.socket('/ws/notifications/', 2)]);
    legacy.send({ type: 'subscribe' });
    second.send({ type: 'subscribe', since: 0 });
    await second.next(({ type }) => type === 'subscribed');

    const workspaceId = await dan.createWorkspace('Garden');
    await dan.http.post(`/api/workspaces/${workspaceId}/invitations`, { user: 'fay', role: 'member' });
    const invited = await second.next(({ type }) => type === 'notification');
    expect(invited).toMatchObject({ seq: 1, kind: 'invitation', message: 'Dan invited you to Garden' });
    const accepted = await fay.http.post(`/api/invitations/${invited.invitation_id}/accept`);
    expect(accepted.status).toBeLessThan(300);

    const channelId = await dan.createChannel(workspaceId);
    const id = await dan.sendMessage(channelId, 'Tea, @fay?');
    const named = await second.next(({ type }) => type === 'notification');
    expect(named).toMatchObject({ seq: 2, kind: 'mention', message_id: id, channel_id: channelId, is_read: false });
    await eventually(() => {
      expect(legacy.texts).toContain('{"type":"notification","message":"Dan mentioned you in #general"}');
    });
    second.send({ type: 'ack_notification', seq: 2 });
    expect(await second.next(({ type }) => type === 'notifications_acknowledged')).toMatchObject({ unread: 0 });
    await expect(list(fay)).resolves.toMatchObject({ unread: 0 });
  }, 60_000);

  it('are refused to be read or muted in ways that mean nothing', async () => {
    const channelId = await ada.createChannel(await ada.createWorkspace('Kitchen'));
    const refusals = [
      await ada.http.post('/api/notifications/read', {}),
      await ada.http.post('/api/notifications/read', { up_to: 1, ids: [1] }),
      await ada.http.put(`/api/channels/${channelId}/mute`, { until: '2020-01-01T00:00:00Z' }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400]);
    const until = '2999-01-01T00:00:00.000Z';
    const muted = await ada.http.put(`/api/channels/${channelId}/mute`, { until: '2999-01-01T01:00:00+01:00' });
    expect(muted).toMatchObject({ status: 200, body: { channel_id: channelId, until } });
    const stranger = await eve.http.put(`/api/channels/${channelId}/mute`, {});
    expect(stranger).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } });
  }, 60_000);
});
