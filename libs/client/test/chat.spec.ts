import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket } from 'ws';

import { AtriumClient, type Chat, type Conversation, type ConversationChange } from '../src/index.js';
import { FakeSuite, type Fault } from './fake-suite.js';

let suite: FakeSuite;
let chat: Chat;
let heard: ConversationChange[];

beforeEach(async () => {
  suite = await FakeSuite.start();
});

afterEach(async () => {
  chat.close();
  await suite.stop();
});

function follow(since?: number): Conversation {
  const client = new AtriumClient({
    baseUrl: suite.url,
    tokens: { accessToken: 'access', refreshToken: 'refresh' },
    WebSocket: WebSocket as never,
  });
  chat = client.chat();
  heard = [];
  const conversation = chat.join(1, since === undefined ? {} : { since });
  conversation.on('change', (change) => heard.push(change));
  return conversation;
}

/** Resolves when a change with this place was told. */
function reaches(conversation: Conversation, seq: number): Promise<void> {
  return new Promise((resolve) => {
    if ((conversation.cursor ?? 0) >= seq) resolve();
    conversation.on('change', (change) => change.seq >= seq && resolve());
  });
}

const bodies = () => heard.map((change) => (change.kind === 'posted' ? change.message.body : change.kind));

describe('a conversation', () => {
  it('opens the socket in protocol v2 with the token, and joins', async () => {
    const conversation = follow();
    await conversation.send('Hello team!');
    expect(suite.visits[0]?.path).toBe('/ws/chat/');
    expect(Object.fromEntries(suite.visits[0]?.query ?? [])).toEqual({ v: '2', token: 'access' });
    expect(suite.visits[0]?.frames[0]).toMatchObject({ type: 'join_channel', channel_id: 1 });
  });

  it('acknowledges a message with its id and its place', async () => {
    const conversation = follow(0);
    await expect(conversation.send('one')).resolves.toMatchObject({ messageId: 'm1', seq: 1, isDuplicate: false });
    await expect(conversation.send('two')).resolves.toMatchObject({ messageId: 'm2', seq: 2 });
    await reaches(conversation, 2);
    expect(bodies()).toEqual(['one', 'two']);
  });

  it('catches up from where the program was', async () => {
    for (const body of ['one', 'two', 'three']) suite.post(body);
    await reaches(follow(1), 3);
    expect(bodies()).toEqual(['two', 'three']);
  });

  it('sends what was not acknowledged again after a loss, and it is stored once', async () => {
    const conversation = follow(0);
    await conversation.send('first');
    let faults: Fault[] = ['none', 'cut'];
    suite.fault = () => faults.shift() ?? 'none';
    await expect(conversation.send('second')).resolves.toMatchObject({ seq: 2, isDuplicate: true });
    faults = [];
    expect(suite.log).toHaveLength(2);
    expect(suite.visits.length).toBeGreaterThan(1);
  });

  it('rejects a message that may not be sent, and goes on with the next', async () => {
    const conversation = follow(0);
    suite.answer = (frame) =>
      frame.body === 'bad'
        ? { type: 'error', code: 'too_large', message: 'Too long', ref: frame.client_id, retry_after_ms: 0 }
        : undefined;
    const [bad, good] = [conversation.send('bad'), conversation.send('good')];
    await expect(bad).rejects.toMatchObject({ code: 'too_large', message: 'Too long' });
    await expect(good).resolves.toMatchObject({ seq: 1 });
  });

  it('waits and tries again when it was too fast', async () => {
    const conversation = follow(0);
    let refusals = 1;
    suite.answer = (frame) =>
      frame.type === 'send_message' && refusals-- > 0
        ? { type: 'error', code: 'rate_limited', message: 'Slower', ref: frame.client_id, retry_after_ms: 5 }
        : undefined;
    await expect(conversation.send('patient')).resolves.toMatchObject({ seq: 1 });
  });

  it('says that history has to be read anew when too much was missed', async () => {
    const conversation = follow(3);
    suite.answer = (frame) =>
      frame.since === 3 ? { type: 'joined', channel_id: 1, head: 900, epoch: 'e1', recovered: false } : undefined;
    const reset = await new Promise((resolve) => conversation.on('reset', resolve));
    expect(reset).toEqual({ head: 900 });
    expect(conversation.cursor).toBe(900);
  });

  it('is left when the suite says so, and whoever waits is told', async () => {
    const conversation = follow(0);
    await conversation.send('one');
    suite.answer = (frame) =>
      frame.type === 'send_message' ? { type: 'left_channel', channel_id: 1, reason: 'removed' } : undefined;
    const left = new Promise((resolve) => conversation.on('left', resolve));
    await expect(conversation.send('two')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(left).resolves.toEqual({ reason: 'removed' });
  });

  it('ends for good when the session was revoked', async () => {
    const conversation = follow(0);
    await conversation.send('one');
    const ended = new Promise<Error>((resolve) => chat.onEnded(resolve));
    suite.answer = () => ({ type: 'nothing' });
    const pending = conversation.send('never');
    suite.visits.at(-1)?.socket.close(4403, 'session ended');
    expect((await ended).name).toBe('SignedOut');
    await expect(pending).rejects.toMatchObject({ name: 'SignedOut' });
  });

  it('renews the token in the open socket when it is about to expire', async () => {
    suite.answers.set('POST /api/auth/refresh', () => ({
      status: 200,
      body: { tokens: { accessToken: 'newer', refreshToken: 'next' } },
    }));
    const conversation = follow(0);
    await conversation.send('one');
    const visit = suite.visits[0];
    const renewed = new Promise((resolve) => {
      suite.answer = (frame) => {
        if (frame.type !== 'auth') return undefined;
        resolve(frame);
        return { type: 'auth_ok' };
      };
    });
    visit?.socket.send(JSON.stringify({ type: 'auth_expiring' }));
    await expect(renewed).resolves.toEqual({ type: 'auth', token: 'newer' });
    expect(suite.visits).toHaveLength(1);
  });

  it('comes back with a new token after the old one ran out', async () => {
    suite.answers.set('POST /api/auth/refresh', () => ({
      status: 200,
      body: { tokens: { accessToken: 'newer', refreshToken: 'next' } },
    }));
    const conversation = follow(0);
    await conversation.send('one');
    suite.visits[0]?.socket.close(4401, 'token expired');
    await conversation.send('two');
    expect(suite.visits[1]?.query.get('token')).toBe('newer');
  });
});

const fault = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault>('none') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('lost', 'doubled', 'cut') },
);

it('Whatever happens to frames, everything is heard once and in order, and stored once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 10, maxLength: 60 }), async (faults) => {
      const own = await FakeSuite.start();
      const client = new AtriumClient({
        baseUrl: own.url,
        tokens: { accessToken: 'a', refreshToken: 'r' },
        WebSocket: WebSocket as never,
      });
      chat = client.chat();
      const conversation = chat.join(1, { since: 0 });
      const seqs: number[] = [];
      conversation.on('change', ({ seq }) => seqs.push(seq));
      // An ack that is lost is waited for ten seconds; a connection that is cut is noticed at once.
      own.fault = () => {
        const next = faults.pop() ?? 'none';
        return next === 'lost' ? 'doubled' : next;
      };
      const acknowledged = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((body) => conversation.send(body)));
      own.fault = () => 'none';
      own.post('last');
      await reaches(conversation, own.log.length);
      chat.close();
      await own.stop();
      expect(acknowledged.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
      expect(own.log.map((entry) => (entry.message as { body: string }).body)).toEqual([
        'a',
        'b',
        'c',
        'd',
        'e',
        'last',
      ]);
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
    }),
    { numRuns: 5 },
  );
}, 60_000);

it('A lost message is noticed by the next one, and asked for', async () => {
  const conversation = follow(0);
  await conversation.send('one');
  const faults: Fault[] = ['lost'];
  suite.fault = () => faults.shift() ?? 'none';
  suite.post('unheard');
  suite.post('heard');
  await reaches(conversation, 3);
  expect(bodies()).toEqual(['one', 'unheard', 'heard']);
});
