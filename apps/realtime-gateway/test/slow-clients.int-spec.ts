import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, type ChatSocket, type Frame, type TestPerson } from '@atrium/testing';

import { Connection } from '../src/connection/connection.js';
import { GatewaysUnderTest } from './gateway-under-test.js';
import { MessageDouble } from './message-double.js';

const CHAT = '/ws/chat';
const V2 = '/ws/chat?v=2';
const BODY = 'x'.repeat(16_000);
/** More than the kernel keeps for two ends of a connection. */
const MANY = 1_500;

let gateways: GatewaysUnderTest;
let messages: MessageDouble;
let ada: TestPerson;

beforeAll(async () => {
  gateways = await GatewaysUnderTest.start({ SOCKETS_PER_USER: '3' });
  messages = await MessageDouble.start(gateways.nats);
  ada = gateways.person('Ada');
}, 60_000);

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(() => gateways.stop());

const ofType = (type: string) => (frame: Frame) => frame.type === type;

async function join(socket: ChatSocket, channelId: number): Promise<void> {
  socket.send({ type: 'join_channel', channel_id: channelId });
  socket.send({ type: 'nonsense' });
  await socket.next(({ code }) => code === 'unknown_type');
}

/** Posts so much that the gateway has to keep some of it for whoever does not read; the others get all of it. */
async function postMany(conversationId: string, others: ChatSocket): Promise<void> {
  for (let posted = 1; posted <= MANY; posted += 1) {
    messages.post(conversationId, `${posted} ${BODY}`);
    if (posted % 20 === 0) await gateways.nats.flush();
  }
  await eventually(() => expect(others.frames.at(-1)?.seq).toBe(MANY), { within: 30_000 });
}

const realNow = performance.now.bind(performance);

/** Sets the gateways' clock forward; sockets do not notice. */
function jump(milliseconds: number): void {
  jest.spyOn(performance, 'now').mockImplementation(() => realNow() + milliseconds);
}

function seqs(socket: ChatSocket): number[] {
  return socket.frames.filter(ofType('new_message')).map(({ seq }) => seq as number);
}

describe('a client that takes nothing in', () => {
  it('costs no other anything, and gets all of it in order once it goes on', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const [slow, quick] = [await gateways.open(ada, V2), await gateways.open(ada, V2)];
    await join(slow, channelId);
    await join(quick, channelId);
    slow.stall();
    await postMany(conversationId, quick);
    expect(seqs(slow).length).toBeLessThan(MANY);
    slow.goOn();
    await eventually(() => expect(slow.frames.at(-1)?.seq).toBe(MANY), { within: 30_000 });
    const all = messages.of(conversationId).entries.map(({ seq }) => seq);
    expect(seqs(slow)).toEqual(all);
    expect(seqs(quick)).toEqual(all);
    messages.post(conversationId, 'live again');
    await slow.next(({ message }) => (message as { body: string } | undefined)?.body === 'live again');
    await Promise.all([slow.close(), quick.close()]);
  }, 60_000);

  it('is closed after half a minute: 4413, a legacy one 1013', async () => {
    const { channelId, conversationId } = messages.givenChannel(ada.userId);
    const [slow, legacy] = [await gateways.open(ada, V2), await gateways.open(ada, CHAT)];
    for (const socket of [slow, legacy]) {
      await join(socket, channelId);
      socket.stall();
    }
    const quick = await gateways.open(ada, V2);
    await join(quick, channelId);
    await postMany(conversationId, quick);
    const closing = jest.spyOn(Connection.prototype, 'closeAsTooSlow');
    jump(31_000);
    await eventually(() => expect(closing).toHaveBeenCalledTimes(2));
    slow.goOn();
    legacy.goOn();
    expect(await slow.closed).toMatchObject({ code: 4413 });
    expect(await legacy.closed).toMatchObject({ code: 1013 });
    expect(quick.isOpen).toBe(true);
    await quick.close();
  }, 60_000);
});

it('One person has so many sockets at a gateway and no more', async () => {
  const john = gateways.person('John');
  const sockets = [];
  for (let count = 0; count < 3; count += 1) sockets.push(await gateways.open(john, V2));
  const fourth = await gateways.open(john, V2);
  expect(await fourth.closed).toMatchObject({ code: 4409 });
  const elsewhere = await gateways.open(john, V2, 1);
  const others = await gateways.open(ada, V2);
  await sockets.pop()?.close();
  const again = await gateways.open(john, V2);
  again.send({ type: 'ping', t: 1 });
  await again.next(ofType('pong'));
  await Promise.all([...sockets, elsewhere, others, again].map((socket) => socket.close()));
});

it('Who may not read any more gets nothing more within a minute, though no event says so', async () => {
  const john = gateways.person('John');
  const { channelId, conversationId } = messages.givenChannel(ada.userId, john.userId);
  const [his, hers] = [await gateways.open(john, V2), await gateways.open(ada, V2)];
  await join(his, channelId);
  await join(hers, channelId);
  messages.of(conversationId).readers.delete(john.userId);
  // A round begins when it first sees the conversation, so that the clock jumps again until it has come round.
  const left = his.next(ofType('left_channel'), 10_000);
  let minutes = 0;
  await eventually(() => {
    jump((minutes += 1) * 61_000);
    expect(his.frames.some(ofType('left_channel'))).toBe(true);
  });
  expect(await left).toEqual({ type: 'left_channel', channel_id: channelId, reason: 'removed' });
  messages.post(conversationId, 'secret');
  await hers.next(ofType('new_message'));
  his.send({ type: 'ping', t: 1 });
  await his.next(ofType('pong'));
  expect(seqs(his)).toEqual([]);
  await Promise.all([his.close(), hers.close()]);
});
