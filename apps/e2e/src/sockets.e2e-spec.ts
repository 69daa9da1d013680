import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type ChatSocket, type Frame } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

let suite: LiveSuite;
let alice: Person;
let workspaceId: number;
let channelId: number;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'realtime-gateway': 2 } });
  alice = await suite.signUp('alice');
  workspaceId = await alice.createWorkspace();
  channelId = await alice.createChannel(workspaceId);
});

afterAll(() => suite.stop());

const ofType = (type: string) => (frame: Frame) => frame.type === type;

async function joined(socket: ChatSocket): Promise<ChatSocket> {
  socket.send({ type: 'join_channel', channel_id: channelId });
  socket.send({ type: 'nonsense' });
  await socket.next(({ code }) => code === 'unknown_type');
  return socket;
}

function bodies(socket: ChatSocket): string[] {
  return socket.frames.filter(ofType('new_message')).map(({ message }) => (message as { body: string }).body);
}

/** New sockets go round, so that two that follow each other are at different gateways. */
function two<Item>(open: () => Promise<Item>): Promise<[Item, Item]> {
  return open().then(async (first) => [first, await open()]);
}

describe('chat over two gateways', () => {
  it('shows legacy clients the same bytes at both', async () => {
    const sockets = await two(async () => joined(await alice.chat()));
    const id = await alice.sendMessage(channelId, 'Hello everyone!');
    const texts = await Promise.all(
      sockets.map(async (socket) => {
        const { message } = await socket.next(ofType('new_message'));
        const { created_at } = message as { created_at: string };
        const expected = `{"type":"new_message","message":{"id":"${id}","sender_email":"${alice.email}","body":"Hello everyone!","created_at":"${created_at}"}}`;
        expect(socket.texts.at(-1)).toBe(expected);
        return socket.texts;
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('acknowledges, repeats nothing twice, and goes on at another gateway when one is killed', async () => {
    const sockets = await two(async () => joined(await alice.socket('/ws/chat/', 2)));
    const [sender] = sockets;
    sender.send({ type: 'send_message', channel_id: channelId, body: 'before', client_id: 'once' });
    const ack = await sender.next(ofType('ack'));
    expect(ack).toMatchObject({ client_id: 'once', channel_id: channelId, duplicate: false });
    const seen = await Promise.all(sockets.map((socket) => socket.next(ofType('new_message'))));
    expect(seen.map(({ seq }) => seq as number)).toEqual([ack.seq, ack.seq]);

    await suite.apps.app('realtime-gateway', 1).kill();
    for (const body of ['one', 'two', 'three']) await alice.sendMessage(channelId, body);
    await eventually(() => expect(sockets.filter(({ isOpen }) => !isOpen)).toHaveLength(1));
    const again = await alice.socket('/ws/chat/', 2);
    again.send({ type: 'resume', channels: { [channelId]: ack.seq as number } });
    const last = await alice.sendMessage(channelId, 'four');
    await again.next(({ message }) => (message as { id: string } | undefined)?.id === last);
    expect(bodies(again)).toEqual(['one', 'two', 'three', 'four']);
    again.send({ type: 'send_message', channel_id: channelId, body: 'before', client_id: 'once' });
    expect(await again.next(ofType('ack'))).toMatchObject({ seq: ack.seq as number, duplicate: true });
    expect((await alice.readBodies(channelId)).filter((body) => body === 'before')).toHaveLength(1);
    await Promise.all([...sockets.filter(({ isOpen }) => isOpen), again].map((socket) => socket.close()));
  });

  it('ends with the session', async () => {
    const bob = await suite.signUp('bob');
    const socket = await bob.socket('/ws/chat/', 2);
    await socket.next(ofType('hello'));
    await bob.http.post('/api/logout/', {});
    expect(await socket.closed).toMatchObject({ code: 4403 });
  });
});

describe('the other sockets', () => {
  it('show what happens in a workspace', async () => {
    const socket = await alice.socket('/ws/activity/');
    socket.send({ type: 'subscribe', workspace_id: workspaceId });
    socket.send({ type: 'nonsense' });
    await socket.next(({ code }) => code === 'unknown_type');
    await alice.createChannel(workspaceId, 'another');
    const { activity } = await socket.next(ofType('activity_update'), 10_000);
    expect(Object.keys(activity as object)).toEqual(['id', 'actor_email', 'type', 'ref_id', 'summary', 'created_at']);
    await socket.close();
  });

  it('refuse the feed of a workspace to strangers', async () => {
    const stranger = await suite.signUp('stranger');
    const socket = await stranger.socket('/ws/activity/');
    socket.send({ type: 'subscribe', workspace_id: workspaceId });
    expect(await socket.next(ofType('error'))).toMatchObject({ code: 'not_found' });
    await socket.close();
  });

  it('show who is there, also after Redis was away', async () => {
    const socket = await alice.socket('/ws/presence/');
    socket.send({ type: 'heartbeat', status: 'online' });
    expect(await socket.next(ofType('presence_update'))).toEqual({
      type: 'presence_update',
      user_email: alice.email,
      status: 'online',
    });
    const status = async () => {
      const { body } = await alice.http.get<{ items: { status: string }[] }>(`/api/workspaces/${workspaceId}/presence`);
      return body.items.map((item) => item.status);
    };
    expect(await status()).toEqual(['online']);
    await suite.servers.redis.stop();
    socket.send({ type: 'heartbeat', status: 'idle' });
    await suite.servers.redis.start();
    await eventually(
      async () => {
        const again = await alice.socket('/ws/presence/');
        again.send({ type: 'heartbeat', status: 'online' });
        await again.next(ofType('presence_update'), 1_000).finally(() => again.close());
      },
      { within: 15_000 },
    );
    expect(socket.isOpen).toBe(true);
    await socket.close();
  });
});
