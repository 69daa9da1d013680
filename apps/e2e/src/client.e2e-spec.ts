import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AtriumClient,
  type Activity,
  type Chat,
  type Conversation,
  type Notification,
  type PresenceOf,
} from '@atrium/client';
import { eventually } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';

let suite: LiveSuite;
let alice: AtriumClient;
let bob: AtriumClient;
let workspaceId: number;
let channelId: number;
const closing: { close(): void }[] = [];

beforeAll(async () => {
  suite = await LiveSuite.start({
    replicas: { 'workspace-service': 2, 'message-service': 2, 'realtime-gateway': 2, 'bff-gateway': 2 },
  });
});

afterAll(async () => {
  closing.forEach((each) => each.close());
  await suite.stop();
});

function kept<Item extends { close(): void }>(item: Item): Item {
  closing.push(item);
  return item;
}

/** Registers as the library's README does, with the code that the mail brings. */
async function signUp(name: string, fullName: string): Promise<AtriumClient> {
  const atrium = new AtriumClient({ baseUrl: suite.url });
  const email = `${name}@example.com`;
  await atrium.register({ username: name, password: 'securePass123', email, full_name: fullName });
  await atrium.requestOtp(email);
  const { text = '' } = await suite.mail.waitForMailTo(email);
  await atrium.verifyOtp(email, /\b\d{6}\b/.exec(text)?.[0] ?? '');
  return atrium;
}

/** Joined, and live: what is sent from now on is heard. */
async function follow(chat: Chat): Promise<{ conversation: Conversation; heard: string[] }> {
  const conversation = chat.join(channelId);
  const heard: string[] = [];
  conversation.on('message', ({ body }) => heard.push(body));
  await eventually(() => expect(conversation.cursor).toBeDefined());
  return { conversation, heard };
}

it('signs up, makes a workspace and a channel, and asks a second person in', async () => {
  alice = await signUp('alice', 'Alice Johnson');
  workspaceId = await alice.createWorkspace({ name: 'My Team', description: 'Team workspace' });
  channelId = await alice.createChannel({ workspace_id: workspaceId, name: 'general' });
  await expect(alice.workspaces()).resolves.toMatchObject([{ id: workspaceId, name: 'My Team' }]);
  await expect(alice.channels(workspaceId)).resolves.toMatchObject([{ id: channelId, name: 'general' }]);

  bob = await signUp('bob', 'Bob Builder');
  const path = `/api/workspaces/${workspaceId}/invitations`;
  const { id } = await alice.http.post<{ id: string }>(path, { user: 'bob' });
  await bob.http.post(`/api/invitations/${id}/accept`, {});
  await expect(bob.workspaces()).resolves.toMatchObject([{ id: workspaceId }]);
});

describe('a conversation', () => {
  it('brings what one sends to the other, whatever happens to it', async () => {
    const sending = await follow(kept(alice.chat()));
    const reading = await follow(kept(bob.chat()));
    const changes: string[] = [];
    reading.conversation.on('change', ({ kind, seq }) => changes.push(`${seq} ${kind}`));
    const first = await sending.conversation.send('Hello team!');
    await eventually(() => expect(reading.heard).toEqual(['Hello team!']));
    expect(reading.conversation.cursor).toBe(first.seq);

    const path = `/api/messages/${first.messageId}`;
    await alice.http.ask('PATCH', path, { body: 'Hello, team!' });
    await bob.http.post(`${path}/reactions`, { emoji: '👍' });
    await alice.http.ask('DELETE', path);
    await eventually(() => expect(changes).toEqual(['1 posted', '2 edited', '3 reacted', '4 deleted']));

    const marked: number[] = [];
    reading.conversation.on('read', ({ seq }) => marked.push(seq));
    reading.conversation.markRead();
    await eventually(() => expect(marked).toEqual([4]));
    const writing: string[] = [];
    reading.conversation.on('typing', ({ userEmail }) => writing.push(userEmail));
    sending.conversation.typing();
    await eventually(() => expect(writing).toEqual(['alice@example.com']));
  });

  it('loses and doubles nothing when a gateway is killed', async () => {
    const sending = await follow(kept(alice.chat()));
    // Sockets go round: two of these are at each gateway.
    const readers: Awaited<ReturnType<typeof follow>>[] = [];
    for (const person of [bob, bob, alice, alice]) readers.push(await follow(kept(person.chat())));
    const bodies = Array.from({ length: 12 }, (_, index) => `#${index}`);
    const sent = [];
    for (const [index, body] of bodies.entries()) {
      sent.push(sending.conversation.send(body));
      if (index === 3) await Promise.all(sent);
      if (index === 3) await suite.apps.app('realtime-gateway', 1).kill();
    }
    await Promise.all(sent);
    await suite.apps.app('realtime-gateway', 1).start();
    await eventually(() => expect(readers.map(({ heard }) => heard)).toEqual(readers.map(() => bodies)), {
      within: 30_000,
    });
    const stored = await alice.messages(channelId, 50);
    expect(stored.map(({ body }) => body).filter((body) => body.startsWith('#'))).toEqual(bodies);
  });

  it('goes on from where a program left it', async () => {
    const { conversation } = await follow(kept(alice.chat()));
    const since = conversation.cursor ?? 0;
    await conversation.send('while you were away');
    const again = kept(bob.chat()).join(channelId, { since });
    const heard: string[] = [];
    again.on('message', ({ body }) => heard.push(body));
    await eventually(() => expect(heard).toEqual(['while you were away']));
  });

  it('that is not theirs is left at once', async () => {
    const stranger = await signUp('stranger', 'Stan Stranger');
    const conversation = kept(stranger.chat()).join(channelId);
    const reason = await new Promise<string>((resolve) => {
      conversation.on('left', (left) => resolve(left.reason));
    });
    expect(reason).toBe('not_found');
  });
});

describe('the feeds', () => {
  it('tell what happens in a workspace', async () => {
    const feed = kept(bob.activity(workspaceId));
    const lines: Activity[] = [];
    feed.on('activity', (activity) => lines.push(activity));
    await eventually(async () => {
      await alice.createChannel({ workspace_id: workspaceId, name: `more ${lines.length} ${Math.random()}` });
      expect(lines.map(({ type }) => type)).toContain('channel_created');
    });
    expect(lines[0]?.actor_email).toBe('alice@example.com');
  });

  it('tell who is there', async () => {
    const changes: PresenceOf[] = [];
    const watching = kept(alice.presence());
    watching.on('change', (change) => changes.push(change));
    await eventually(() => expect(watching.statusOf('alice@example.com')).toBe('online'));
    const his = kept(bob.presence({ idleMs: () => 400_000 }));
    await eventually(() => expect(watching.statusOf('bob@example.com')).toBe('idle'));
    await eventually(() => expect(his.statusOf('alice@example.com')).toBe('online'));
    expect(changes).toContainEqual({ userEmail: 'bob@example.com', status: 'idle' });
  });

  it('tell each notification once, also those that came while nobody listened', async () => {
    const heard: Notification[] = [];
    const feed = kept(bob.notifications(0));
    feed.on('notification', (notification) => heard.push(notification));
    await alice.http.post('/api/messages/', { channel_id: channelId, body: 'Look here, @bob' });
    await eventually(() => expect(heard.map(({ kind }) => kind)).toContain('mention'));
    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, index) => index + 1));
    const last = heard.length;
    feed.acknowledge(last);
    feed.close();
    await alice.http.post('/api/messages/', { channel_id: channelId, body: 'And here, @bob' });
    const later: Notification[] = [];
    kept(bob.notifications(last)).on('notification', (notification) => later.push(notification));
    await eventually(() => expect(later.map(({ seq }) => seq)).toEqual([last + 1]));
  });
});
