import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  channelMemberRemoved,
  conversationHeads,
  conversationMemberRemoved,
  conversationRead,
  memberRemoved,
  sessionRevoked,
  subjectOf,
  type EventContract,
} from '@atrium/contracts';
import { eventually, type ChatSocket, type Frame, type TestPerson } from '@atrium/testing';

import { GatewaysUnderTest } from './gateway-under-test.js';
import { MessageDouble } from './message-double.js';

const CHAT = '/ws/chat';
const V2 = '/ws/chat?v=2';

let gateways: GatewaysUnderTest;
let messages: MessageDouble;
let ada: TestPerson;

beforeAll(async () => {
  gateways = await GatewaysUnderTest.start({ SOCKETS_PER_USER: '200', SOCKET_SENDS_PER_SECOND: '2' });
  messages = await MessageDouble.start(gateways.nats);
  ada = gateways.person('Ada');
}, 60_000);

afterAll(() => gateways.stop());

const ofType = (type: string) => (frame: Frame) => frame.type === type;

/** Waits until the socket's frames so far have been served. */
async function served(socket: ChatSocket): Promise<Frame> {
  socket.send({ type: 'ping', t: 1 });
  return socket.next(ofType('pong'));
}

/** The same for a legacy socket, which knows no ping. */
async function servedLegacy(socket: ChatSocket): Promise<void> {
  socket.send({ type: 'nonsense' });
  await socket.next(({ type, code }) => type === 'error' && code === 'unknown_type');
}

function tell<Payload extends object>(event: EventContract<Payload>, payload: Payload): void {
  gateways.nats.publish(subjectOf(event, payload), JSON.stringify(payload));
}

function seqs(socket: ChatSocket): number[] {
  return socket.frames.filter(ofType('new_message')).map(({ seq }) => seq as number);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe('a legacy socket', () => {
  it('gets exactly the bytes of the seed, and nothing else', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const [socket, other] = await Promise.all([gateways.open(ada, CHAT), gateways.open(ada, CHAT, 1)]);
    for (const each of [socket, other]) {
      each.send({ type: 'join_channel', channel_id: channelId });
      await servedLegacy(each);
    }
    socket.send({ type: 'send_message', channel_id: channelId, body: 'Hello everyone!' });
    await Promise.all([socket, other].map((each) => each.next(ofType('new_message'))));
    const [post] = messages.of(conversationId).entries;
    const id = post?.kind === 'post' ? post.message.id : '';
    const unknown = '{"type":"error","code":"unknown_type","message":"There is no such frame type here"}';
    const message = `{"type":"new_message","message":{"id":"${id}","sender_email":"ada@example.com","body":"Hello everyone!","created_at":"2025-01-15T11:00:00"}}`;
    expect(socket.texts).toEqual([unknown, message]);
    expect(other.texts).toEqual([unknown, message]);
    await Promise.all([socket.close(), other.close()]);
  });
});

describe('a socket of version 2', () => {
  it.each([
    ['by its address', { path: V2, protocol: undefined }],
    ['by its subprotocol', { path: CHAT, protocol: 'rt.v2' }],
  ])('is greeted when it asks %s', async (_how, { path, protocol }) => {
    const socket = await gateways.open(ada, path, 0, protocol);
    const hello = await socket.next(ofType('hello'));
    expect(hello).toMatchObject({ v: 2, ping_ms: 25_000 });
    expect(hello.conn).toMatch(/^c_/);
    expect(Date.parse(hello.expires_at as string)).toBeGreaterThan(Date.parse(hello.server_time as string));
    await socket.close();
  });

  it('has its messages acknowledged, a repeated one as what it was', async () => {
    const { channelId } = messages.givenChannel(ada.userId);
    const socket = await gateways.open(ada, V2);
    socket.send({ type: 'join_channel', channel_id: channelId, req: 'r1' });
    expect(await socket.next(ofType('joined'))).toEqual({
      type: 'joined',
      channel_id: channelId,
      epoch: 'e1',
      head: 0,
      recovered: true,
      count: 0,
      req: 'r1',
    });
    for (const duplicate of [false, true]) {
      socket.send({ type: 'send_message', channel_id: channelId, body: 'hi', client_id: 'c1' });
      expect(await socket.next(ofType('ack'))).toMatchObject({
        client_id: 'c1',
        channel_id: channelId,
        seq: 1,
        duplicate,
      });
    }
    expect(await socket.next(ofType('new_message'))).toMatchObject({ channel_id: channelId, seq: 1, client_id: 'c1' });
    expect(await served(socket)).toEqual({ type: 'pong', t: 1, heads: { [channelId]: 1 } });
    expect(seqs(socket)).toEqual([1]);
    await socket.close();
  });

  it('is repeated what it missed, in order, and goes on live', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    for (const n of range(1, 300)) messages.post(conversationId, `old ${n}`);
    const socket = await gateways.open(ada, V2, 1);
    socket.send({ type: 'join_channel', channel_id: channelId, since: 20, epoch: 'e1' });
    expect(await socket.next(ofType('joined'))).toMatchObject({ head: 300, recovered: true, count: 280 });
    messages.post(conversationId, 'new');
    await eventually(() => expect(seqs(socket)).toEqual(range(21, 301)));
    await socket.close();
  });

  it('is told when it has missed too much, or the log is another one, and goes on live', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    for (const n of range(1, 502)) messages.post(conversationId, `old ${n}`);
    const socket = await gateways.open(ada, V2);
    socket.send({ type: 'join_channel', channel_id: channelId, since: 1 });
    expect(await socket.next(ofType('joined'))).toMatchObject({ head: 502, recovered: false, reason: 'too_far' });
    socket.send({ type: 'join_channel', channel_id: channelId, since: 501, epoch: 'e0' });
    expect(await socket.next(ofType('joined'))).toMatchObject({ recovered: false, reason: 'epoch_changed' });
    socket.send({ type: 'join_channel', channel_id: channelId, since: 900 });
    expect(await socket.next(ofType('joined'))).toMatchObject({ recovered: false, reason: 'epoch_changed' });
    messages.post(conversationId, 'new');
    await eventually(() => expect(seqs(socket)).toEqual([503]));
    await socket.close();
  });

  it('resumes many conversations with one frame, those it may not read by an error each', async () => {
    const [one, two, hidden] = [
      messages.givenChannel(ada.userId),
      messages.givenChannel(ada.userId),
      messages.givenChannel(),
    ];
    const direct = messages.givenDirect(ada.userId);
    for (const id of [one.conversationId, two.conversationId, direct]) messages.post(id, 'missed');
    const socket = await gateways.open(ada, V2);
    const channels = { [one.channelId]: 0, [two.channelId]: 1, [hidden.channelId]: 0, [direct]: 0 };
    socket.send({ type: 'resume', channels });
    await socket.next(ofType('resumed'));
    const joined = socket.frames.filter(ofType('joined')).map(({ channel_id, conversation_id, count }) => ({
      name: (channel_id ?? conversation_id) as unknown,
      count: count as unknown,
    }));
    expect(joined).toEqual([
      { name: one.channelId, count: 1 },
      { name: two.channelId, count: 0 },
      { name: direct, count: 1 },
    ]);
    expect(socket.frames.find(ofType('error'))).toMatchObject({ code: 'not_found', ref: String(hidden.channelId) });
    await eventually(() => expect(socket.frames.filter(ofType('new_message'))).toHaveLength(2));
    await socket.close();
  });

  it('gets what was lost on the way, in the middle and at the end', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const socket = await gateways.open(ada, V2);
    socket.send({ type: 'join_channel', channel_id: channelId });
    await served(socket);
    messages.post(conversationId, 'lost', { isLost: true });
    messages.post(conversationId, 'heard');
    await eventually(() => expect(seqs(socket)).toEqual([1, 2]));
    messages.post(conversationId, 'lost at the end', { isLost: true });
    gateways.nats.publish(conversationHeads.subject, JSON.stringify({ heads: { [conversationId]: 3 } }));
    await eventually(() => expect(seqs(socket)).toEqual([1, 2, 3]));
    await socket.close();
  });

  it('reads the stored log once for all who come back together', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    for (const n of range(1, 50)) messages.post(conversationId, `old ${n}`);
    const sockets = await Promise.all(range(1, 30).map(() => gateways.open(ada, V2)));
    messages.calls.length = 0;
    sockets.forEach((socket, n) => socket.send({ type: 'join_channel', channel_id: channelId, since: 20 + n }));
    await Promise.all(sockets.map((socket) => socket.next(ofType('joined'))));
    const reads = messages.calls.filter((subject) => subject.includes('read-range')).length;
    // One after the subscription, one to fill the ring.
    expect(reads).toBeLessThanOrEqual(3);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('tells the others who is writing, and not too often', async () => {
    const john = gateways.person('John');
    const { channelId } = messages.givenChannel(ada.userId, john.userId);
    const [own, his, legacy] = [
      await gateways.open(ada, V2),
      await gateways.open(john, V2, 1),
      await gateways.open(john, CHAT),
    ];
    for (const socket of [own, his]) {
      socket.send({ type: 'join_channel', channel_id: channelId });
      await served(socket);
    }
    legacy.send({ type: 'join_channel', channel_id: channelId });
    await servedLegacy(legacy);
    own.send({ type: 'typing', channel_id: channelId });
    own.send({ type: 'typing', channel_id: channelId });
    expect(await his.next(ofType('typing'))).toEqual({ type: 'typing', channel_id: channelId, user_email: ada.email });
    const refusal = await own.next(ofType('error'));
    expect(refusal).toMatchObject({ code: 'rate_limited' });
    expect(refusal.retry_after_ms).toBeGreaterThan(1_000);
    await served(his);
    expect(own.frames.filter(ofType('typing'))).toEqual([]);
    expect(legacy.frames.filter(ofType('typing'))).toEqual([]);
    await Promise.all([own, his, legacy].map((socket) => socket.close()));
  });

  it('is told what its owner reads elsewhere, and its own marker once', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const socket = await gateways.open(ada, V2);
    socket.send({ type: 'join_channel', channel_id: channelId });
    socket.send({ type: 'mark_read', channel_id: channelId, seq: 3 });
    const marker = { type: 'read_marker', channel_id: channelId, seq: 3, unread: 0, mentions: 0 };
    expect(await socket.next(ofType('read_marker'))).toEqual(marker);
    const read = {
      userId: ada.userId,
      conversationId,
      channelId,
      unread: 0,
      mentions: 0,
      occurredAt: '2025-01-15T11:00:00Z',
    };
    tell(conversationRead, { ...read, seq: 3 });
    tell(conversationRead, { ...read, seq: 4 });
    expect(await socket.next(ofType('read_marker'))).toEqual({ ...marker, seq: 4 });
    await socket.close();
  });

  it.each([
    ['a conversation nobody named', { type: 'join_channel' }, 'bad_frame'],
    ['a channel it may not read', { type: 'join_channel', channel_id: 999_999, req: 'r' }, 'not_found'],
    ['typing where it has not joined', { type: 'typing', channel_id: 999_999 }, 'not_joined'],
    ['a place that cannot be', { type: 'resume', channels: { 1: -1 } }, 'bad_frame'],
    ['a type that there is not', { type: 'nonsense', req: 'r' }, 'unknown_type'],
    ['a token that is none', { type: 'auth', token: 'x' }, 'unauthenticated'],
  ])('is told what is wrong with %s, and stays open', async (_what, frame, code) => {
    const socket = await gateways.open(ada, V2);
    socket.send(frame);
    const error = await socket.next(ofType('error'));
    expect(error).toMatchObject({ code, fatal: false });
    expect(error.ref).toBe((frame as { req?: string }).req);
    await served(socket);
    await socket.close();
  });
});

describe('rates', () => {
  it('of a person who sends hold over both gateways', async () => {
    const john = gateways.person('John');
    const { channelId, conversationId } = messages.givenChannel(john.userId);
    const sockets = [await gateways.open(john, V2), await gateways.open(john, V2, 1)];
    for (const socket of sockets) {
      for (const n of range(1, 8)) socket.send({ type: 'send_message', channel_id: channelId, body: `${n}` });
      await served(socket);
    }
    const refused = sockets.flatMap((socket) => socket.frames.filter(ofType('error')));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ code, retry_after_ms }) => code === 'rate_limited' && retry_after_ms > 0)).toBe(true);
    expect(messages.of(conversationId).entries).toHaveLength(16 - refused.length);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('end a socket that does not listen', async () => {
    const socket = await gateways.open(ada, V2);
    for (const n of range(1, 400)) socket.send({ type: 'ping', t: n });
    expect(await socket.closed).toMatchObject({ code: 4429 });
  });

  it('end a socket that does not speak the protocol', async () => {
    const socket = await gateways.open(ada, CHAT);
    for (let count = 0; count < 11; count += 1) socket.send('rubbish');
    expect(await socket.closed).toMatchObject({ code: 4400 });
  });
});

describe('whoever may not read on', () => {
  it.each(['removed', 'left'] as const)('gets nothing more of a channel: %s', async (reason) => {
    const john = gateways.person('John');
    const { channelId, workspaceId, conversationId } = messages.givenChannel(ada.userId, john.userId);
    const [his, legacy, hers] = [
      await gateways.open(john, V2),
      await gateways.open(john, CHAT, 1),
      await gateways.open(ada, V2),
    ];
    for (const socket of [his, hers]) {
      socket.send({ type: 'join_channel', channel_id: channelId });
      await served(socket);
    }
    legacy.send({ type: 'join_channel', channel_id: channelId });
    await servedLegacy(legacy);
    const change = { workspaceId, version: 1, occurredAt: '2025-01-15T11:00:00Z', userId: john.userId, reason };
    if (reason === 'removed') tell(memberRemoved, change);
    else tell(channelMemberRemoved, { ...change, channelId });
    messages.post(conversationId, 'secret');
    expect(await his.next(ofType('left_channel'))).toEqual({ type: 'left_channel', channel_id: channelId, reason });
    await hers.next(ofType('new_message'));
    await Promise.all([served(his), servedLegacy(legacy)]);
    expect([...his.frames, ...legacy.frames].filter(ofType('new_message'))).toEqual([]);
    await Promise.all([his, legacy, hers].map((socket) => socket.close()));
  });

  it('gets nothing more of a group', async () => {
    const john = gateways.person('John');
    const conversationId = messages.givenDirect(ada.userId, john.userId);
    const [his, hers] = [await gateways.open(john, V2), await gateways.open(ada, V2)];
    for (const socket of [his, hers]) {
      socket.send({ type: 'join_channel', conversation_id: conversationId });
      await served(socket);
    }
    const occurredAt = '2025-01-15T11:00:00Z';
    tell(conversationMemberRemoved, { conversationId, userId: john.userId, actorId: ada.userId, occurredAt });
    messages.post(conversationId, 'secret');
    const left = await his.next(ofType('left_channel'));
    expect(left).toEqual({ type: 'left_channel', conversation_id: conversationId, reason: 'removed' });
    await hers.next(ofType('new_message'));
    await served(his);
    expect(his.frames.filter(ofType('new_message'))).toEqual([]);
    await Promise.all([his, hers].map((socket) => socket.close()));
  });

  it('is closed with their session', async () => {
    const [sub, sid] = ['0190a5f2-7f6c-7aaa-8000-00000000000a', '0190a5f2-7f6c-7aaa-8000-00000000000b'];
    const socket = await gateways.open({ accessToken: gateways.servers.mint.sign({ sub, sid }) }, V2);
    const event = { sessionId: sid, userId: sub, occurredAt: new Date().toISOString() };
    tell(sessionRevoked, event as never);
    expect(await socket.closed).toMatchObject({ code: 4403 });
  });
});

describe('a token', () => {
  const [sub, sid] = ['0190a5f2-7f6c-7aaa-8000-00000000000c', '0190a5f2-7f6c-7aaa-8000-00000000000d'];

  it('that runs out ends its socket, unless another one of the session came before', async () => {
    const sign = (seconds: number) =>
      gateways.servers.mint.sign({ sub, sid, exp: Math.floor(Date.now() / 1_000) + seconds });
    const [ending, renewed] = [
      await gateways.open({ accessToken: sign(3) }, V2),
      await gateways.open({ accessToken: sign(3) }, V2),
    ];
    renewed.send({ type: 'auth', token: sign(600) });
    const { expires_at } = await renewed.next(ofType('auth_ok'));
    expect(Date.parse(expires_at as string)).toBeGreaterThan(Date.now() + 500_000);
    expect(await ending.closed).toMatchObject({ code: 4401 });
    await served(renewed);
    await renewed.close();
  });

  it('of another session ends the socket', async () => {
    const socket = await gateways.open({ accessToken: gateways.servers.mint.sign({ sub, sid }) }, V2);
    socket.send({ type: 'auth', token: gateways.servers.mint.sign({ sub }) });
    expect(await socket.closed).toMatchObject({ code: 4403 });
  });
});

describe('a gateway that stops', () => {
  it('says when to come back, and whoever resumes at the other loses nothing', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const socket = await gateways.open(ada, V2, 1);
    socket.send({ type: 'join_channel', channel_id: channelId });
    await served(socket);
    messages.post(conversationId, 'one');
    await socket.next(ofType('new_message'));
    await gateways.stopSecond();
    expect(await socket.closed).toMatchObject({ code: 1012 });
    expect(socket.frames.find(ofType('going_away'))?.retry_after_ms).toBeGreaterThanOrEqual(0);
    messages.post(conversationId, 'two');
    const again = await gateways.open(ada, V2, 0);
    again.send({ type: 'resume', channels: { [channelId]: 1 }, epochs: { [channelId]: 'e1' } });
    await eventually(() => expect(seqs(again)).toEqual([2]));
    await again.close();
  });
});
