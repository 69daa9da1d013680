import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_BODY_LENGTH, messageSent, pingOf, sendMessage, type SentMessage } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, quietly, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('sending', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let channelId: number;
  let workspaceId: number;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    john = suite.person('John');
    mary = suite.person('Mary');
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    ({ channelId, workspaceId } = await suite.givenChannel([john, mary]));
  });

  function send(body: string, clientId?: string, sender = john, channel = channelId): Promise<SentMessage> {
    const request = { channelId: channel, body, ...(clientId === undefined ? {} : { clientId }) };
    return suite.rpc.call(sendMessage, request, sender);
  }

  it('has a service that answers its ping', async () => {
    await expect(suite.rpc.call(pingOf('message'), {})).resolves.toMatchObject({ service: 'message-service' });
  });

  it('stores the message and shows it as every client sees it', async () => {
    const sent = await send('Hello team!');
    const [stored] = await suite.log(channelId);
    expect(stored).toMatchObject({ seq: 1, ordinal: 1, senderId: john.userId, clientId: null, body: 'Hello team!' });
    expect(sent).toEqual({
      message: {
        id: stored?.id,
        sender_email: 'john@example.com',
        body: 'Hello team!',
        created_at: stored?.createdAt.toISOString().slice(0, 19),
      },
      conversationId: stored?.conversationId,
      seq: 1,
      isDuplicate: false,
    });
    expect(Object.keys(sent.message)).toEqual(['id', 'sender_email', 'body', 'created_at']);
    expect(stored?.id[14]).toBe('7');
  });

  it('tells the suite at once and once, of exactly what is stored', async () => {
    const { message } = await send('Hello "team"\n\\u0000 🧑‍🚀', 'first');
    // Sooner than the sweep would find it.
    const told = await suite.events.take(messageSent, ({ messageId }) => messageId === message.id, 1_000);
    const [stored] = await suite.log(channelId);
    expect(told).toEqual({
      messageId: message.id,
      conversationId: stored?.conversationId,
      seq: 1,
      ordinal: 1,
      channelId,
      workspaceId,
      senderId: john.userId,
      senderEmail: 'john@example.com',
      senderName: 'John',
      body: 'Hello "team"\n\\u0000 🧑‍🚀',
      clientId: 'first',
      replyTo: null,
      mentions: [],
      mentionsEveryone: false,
      occurredAt: stored?.createdAt.toISOString(),
    });
    const [entry, ...others] = await eventually(async () => {
      const entries = await suite.database.rows(ENTRIES, [message.id]);
      expect(entries).toMatchObject([{ published_at: expect.any(Date), is_same_time: true }]);
      return entries;
    });
    expect(others).toEqual([]);
    expect(entry?.payload).toEqual(told);
    expect(entry?.subject).toBe(`message.event.sent.v1.${stored?.conversationId}`);
    await expect(suite.events.take(messageSent, ({ messageId }) => messageId === message.id, 100)).rejects.toThrow();
  });

  it('tells of a message whose process died between storing and telling', async () => {
    const { message } = await send('Nearly lost');
    await suite.events.take(messageSent, ({ messageId }) => messageId === message.id);
    // A copy under another id that nobody has published is what such a death leaves behind.
    await suite.database.rows(ORPHAN, [message.id]);
    await expect(suite.events.take(messageSent, ({ messageId }) => messageId === message.id)).resolves.toMatchObject({
      body: 'Nearly lost',
      seq: 1,
    });
  });

  it('names a sender without a first name by the user name', async () => {
    const somebody = suite.person('Nameless');
    const { userId: sub, username } = somebody;
    const nameless = { ...somebody, accessToken: suite.mint.sign({ sub, username, given_name: '' }) };
    await suite.tellOfMember(workspaceId, nameless);
    await suite.untilReaders(channelId, [nameless]);
    const { message } = await send('Hi', undefined, nameless);
    const told = await suite.events.take(messageSent, ({ messageId }) => messageId === message.id);
    expect(told.senderName).toBe('nameless');
  });

  it('numbers the messages of many who write at once without a gap, in the order of their times', async () => {
    const other = (await suite.givenChannel([john, mary])).channelId;
    const sendings = Array.from({ length: 50 }, (_, index) =>
      send(`message ${index}`, undefined, index % 2 ? john : mary, index % 5 ? channelId : other),
    );
    const sent = await Promise.all(sendings);
    for (const [channel, count] of [
      [channelId, 40],
      [other, 10],
    ] as const) {
      const log = await suite.log(channel);
      expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      expect(log.map(({ ordinal }) => ordinal)).toEqual(log.map(({ seq }) => seq));
      const times = log.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    const stored = [...(await suite.log(channelId)), ...(await suite.log(other))];
    const seqs = new Map(stored.map(({ id, seq }) => [id, seq]));
    expect(sent.map(({ message, seq }) => [message.id, seq])).toEqual(
      sent.map(({ message }) => [message.id, seqs.get(message.id)]),
    );
  });

  it('dates a message that waits for its turn by when its turn has come', async () => {
    await send('First');
    const { sending, releasedAt } = await suite.unitOfWork.run(async (tx) => {
      await suite.database.rows(LOCK, [channelId], tx);
      const waiting = send('Second');
      await eventually(async () => {
        await expect(suite.database.rows(WAITING, [])).resolves.toHaveLength(1);
      });
      const [clock] = await suite.database.rows(CLOCK, []);
      return { sending: waiting, releasedAt: clock?.now };
    });
    await sending;
    const [, second] = await suite.log(channelId);
    expect(second?.createdAt.getTime()).toBeGreaterThanOrEqual(releasedAt?.getTime() ?? Infinity);
  });

  it('gives the first messages of a channel one log, however many come at once', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, (_, index) => send(`message ${index}`)));
    expect(new Set(sent.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(sent.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  describe('with a client id', () => {
    it('again returns what is stored, and tells nobody', async () => {
      const first = await send('Once', 'id-1');
      await send('Between');
      const totals = await suite.totals();
      await expect(send('Once', 'id-1')).resolves.toEqual({ ...first, isDuplicate: true });
      await expect(suite.totals()).resolves.toEqual(totals);
    });

    it('many times at once stores one message', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => send('Once', 'id-1')));
      expect(answers.filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(1);
      expect(new Set(answers.map(({ message }) => JSON.stringify(message))).size).toBe(1);
      const [stored, ...others] = await suite.log(channelId);
      expect(others).toEqual([]);
      await expect(suite.database.rows(ENTRIES, [stored?.id])).resolves.toHaveLength(1);
      await expect(send('Next')).resolves.toMatchObject({ seq: 2 });
    });

    it('refuses another body under the same id and changes nothing', async () => {
      await send('Once', 'id-1');
      const totals = await suite.totals();
      await expect(send('Other', 'id-1')).rejects.toMatchObject({ code: 'CLIENT_ID_REUSED' });
      await expect(suite.totals()).resolves.toEqual(totals);
    });

    it('is the sender’s own, and the conversation’s', async () => {
      const other = (await suite.givenChannel([john])).channelId;
      const answers = [
        await send('John’s', 'id-1'),
        await send('Mary’s', 'id-1', mary),
        await send('Elsewhere', 'id-1', john, other),
      ];
      expect(answers.map(({ seq, isDuplicate }) => [seq, isDuplicate])).toEqual([
        [1, false],
        [2, false],
        [1, false],
      ]);
    });

    it('keeps every promise whatever is sent at once', async () => {
      const attempt = fc.record({
        body: fc.constantFrom('a', 'b'),
        clientId: fc.constantFrom(undefined, 'x', 'y', 'z'),
        sender: fc.constantFrom(john, mary),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 25 }), async (attempts) => {
          const channel = (await suite.givenChannel([john, mary])).channelId;
          const outcomes = await Promise.allSettled(
            attempts.map(({ body, clientId, sender }) => send(body, clientId, sender, channel)),
          );
          const log = await suite.log(channel);
          expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
          const keys = attempts.map(({ clientId, sender }, index) => `${sender.userId} ${clientId ?? index}`);
          expect(log).toHaveLength(new Set(keys).size);
          outcomes.forEach((outcome, index) => {
            const { body, clientId, sender } = attempts[index] ?? {};
            if (outcome.status === 'fulfilled') {
              const stored = log.find(({ id }) => id === outcome.value.message.id);
              expect(stored).toMatchObject({ body, clientId: clientId ?? null, senderId: sender?.userId });
              expect(stored?.seq).toBe(outcome.value.seq);
            } else {
              expect(outcome.reason).toMatchObject({ code: 'CLIENT_ID_REUSED' });
              const stored = log.find((row) => row.clientId === clientId && row.senderId === sender?.userId);
              expect(stored?.body).not.toBe(body);
            }
          });
        }),
        { numRuns: 12 },
      );
    });
  });

  describe('a body', () => {
    it.each(['  padded \n', '\u202eright to left', 'e\u0301 is not \u00e9', "'; DROP TABLE message; --", '{"a":1}'])(
      'is kept verbatim: %j',
      async (body) => {
        const { message } = await send(body);
        expect(message.body).toBe(body);
        await expect(suite.log(channelId)).resolves.toMatchObject([{ body }]);
        const told = await suite.events.take(messageSent, ({ messageId }) => messageId === message.id);
        expect(told.body).toBe(body);
      },
    );

    it('may have the greatest length', async () => {
      const body = 'ü'.repeat(MAX_BODY_LENGTH);
      await send(body);
      await expect(suite.log(channelId)).resolves.toMatchObject([{ body }]);
    });

    it.each([
      ['nothing', ''],
      ['blanks only', ' \n\t\u3000'],
      ['a NUL', 'a\0b'],
      ['half a surrogate pair', '\ud83d'],
      ['one character too many', 'x'.repeat(MAX_BODY_LENGTH + 1)],
    ])('is refused with %s, and nothing is stored', async (_, body) => {
      const totals = await suite.totals();
      await expect(send(body)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: { body: [expect.any(String)] },
      });
      await expect(suite.totals()).resolves.toEqual(totals);
    });
  });

  it.each(['', 'x'.repeat(65), 'no blanks', 'ümlaut'])('refuses the client id %j', async (clientId) => {
    await expect(send('Hi', clientId)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it.each([0, -1, 1.5, 2_147_483_648])('refuses %j for a channel id', async (id) => {
    await expect(send('Hi', undefined, john, id)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('refuses callers without a good token', async () => {
    for (const identity of [undefined, { accessToken: 'nonsense' }]) {
      await expect(suite.rpc.call(sendMessage, { channelId, body: 'Hi' }, identity)).rejects.toMatchObject({
        code: identity ? 'TOKEN_INVALID' : 'UNAUTHENTICATED',
      });
    }
  });

  it('stores a message, its number and its event together or not at all', async () => {
    await send('First');
    await suite.database.rows(HIDE_OUTBOX, []);
    await expect(quietly(() => send('Half'))).rejects.toMatchObject({ code: 'INTERNAL' });
    await suite.database.rows(SHOW_OUTBOX, []);
    await expect(send('Second')).resolves.toMatchObject({ seq: 2 });
    await expect(suite.log(channelId)).resolves.toMatchObject([{ body: 'First' }, { body: 'Second' }]);
  });
});

const ENTRIES = statement<{ subject: string; payload: object; published_at: Date | null; is_same_time: boolean }>(
  'test-entries',
  `SELECT o.subject, o.payload, o.published_at, (o.payload->>'occurredAt')::timestamptz = m.created_at AS is_same_time
   FROM outbox o JOIN message m ON m.id::text = o.payload->>'messageId' WHERE m.id = $1`,
);
const LOCK = statement('test-lock', 'SELECT FROM conversation WHERE channel_id = $1 FOR UPDATE');
const WAITING = statement('test-waiting', "SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'");
const CLOCK = statement<{ now: Date }>('test-clock', "SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
const ORPHAN = statement(
  'test-orphan',
  `INSERT INTO outbox (id, subject, payload, created_at)
   SELECT gen_random_uuid(), subject, payload, now() - interval '1 minute' FROM outbox
   WHERE payload->>'messageId' = $1::text`,
);
const HIDE_OUTBOX = statement('test-hide-outbox', 'ALTER TABLE outbox RENAME TO hidden_outbox');
const SHOW_OUTBOX = statement('test-show-outbox', 'ALTER TABLE hidden_outbox RENAME TO outbox');
