import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  deleteMessage,
  editMessage,
  findUsers,
  findUsersByName,
  searchMessages,
  sendMessage,
  type FoundMessages,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { stubRpc, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

describe('search', () => {
  let suite: MessageServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let channelId: number;

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    await stubRpc(suite.nats, findUsersByName, () => []);
    await stubRpc(suite.nats, findUsers, () => []);
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    [john, mary] = [suite.person(`John${randomUUID()}`), suite.person(`Mary${randomUUID()}`)];
    await suite.tellOfPeople([john, mary]);
    ({ channelId } = await suite.givenChannel([john, mary]));
  });

  async function send(body: string, sender = john, channel = channelId) {
    return (await suite.rpc.call(sendMessage, { channelId: channel, body }, sender)).message;
  }

  function search(query: string, more: object = {}, person = john): Promise<FoundMessages> {
    return suite.rpc.call(searchMessages, { query, limit: 20, ...more }, person);
  }

  const bodies = ({ items }: FoundMessages) => items.map(({ body }) => body);

  it('finds words, phrases and what lacks a word, in any case', async () => {
    await send('The release plan is done');
    await send('Plan the next release');
    await send('A draft of the release plan');
    await expect(search('RELEASE').then(bodies)).resolves.toHaveLength(3);
    await expect(search('"release plan"').then(bodies)).resolves.toHaveLength(2);
    await expect(search('"release plan" -draft').then(bodies)).resolves.toEqual(['The release plan is done']);
    await expect(search('next or draft').then(bodies)).resolves.toHaveLength(2);
    await expect(search('absent').then(bodies)).resolves.toEqual([]);
    await expect(search('!!! ---').then(bodies)).resolves.toEqual([]);
  });

  it('shows who wrote it, where it stands, and what was found in it, as harmless HTML', async () => {
    const message = await send('Is <b>release</b> & "plan" \ue000safe\ue001?');
    const { items } = await search('release');
    expect(items).toEqual([
      {
        ...message,
        conversation_id: expect.any(String),
        channel_id: channelId,
        seq: 1,
        highlight: expect.stringContaining('<mark>release</mark>'),
      },
    ]);
    expect(items[0]?.highlight.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"\ue000\ue001]/);
  });

  it('puts the best first', async () => {
    await send('release, among many other words that have nothing to do with it at all');
    await send('release release');
    await expect(search('release').then(bodies)).resolves.toEqual([
      'release release',
      'release, among many other words that have nothing to do with it at all',
    ]);
  });

  it('finds nothing that somebody may not see', async () => {
    await send('A public secret');
    const hidden = await suite.givenChannel([john], true);
    await send('A private secret', john, hidden.channelId);
    await suite.rpc.call(sendMessage, { to: [john.userId], body: 'A secret of two' }, mary);
    await expect(search('secret').then(bodies)).resolves.toHaveLength(3);
    await expect(search('secret', {}, mary).then(bodies)).resolves.toHaveLength(2);
    await expect(search('secret', { channelId: hidden.channelId }, mary)).resolves.toEqual({ items: [], next: null });
    await expect(search('secret', {}, suite.person('Stan'))).resolves.toEqual({ items: [], next: null });
  });

  it('knows what messages say now', async () => {
    const { id: messageId } = await send('before');
    await suite.rpc.call(editMessage, { messageId, body: 'after' }, john);
    await expect(search('before').then(bodies)).resolves.toEqual([]);
    await expect(search('after').then(bodies)).resolves.toEqual(['after']);
    await suite.rpc.call(deleteMessage, { messageId }, john);
    await expect(search('after').then(bodies)).resolves.toEqual([]);
  });

  it('keeps to a channel, a conversation, a sender and a time', async () => {
    const other = await suite.givenChannel([john]);
    await send('word one');
    await send('word two', mary);
    await send('word three', john, other.channelId);
    const [found] = (await search('three')).items;
    await expect(search('word', { channelId }).then(bodies)).resolves.toHaveLength(2);
    const inOne = { conversationId: found?.conversation_id };
    await expect(search('word', inOne).then(bodies)).resolves.toEqual(['word three']);
    await expect(search('word', { from: mary.email }).then(bodies)).resolves.toEqual(['word two']);
    await expect(search('word', { from: 'nobody' }).then(bodies)).resolves.toEqual([]);
    await expect(search('word', { before: '2020-01-01' }).then(bodies)).resolves.toEqual([]);
    await expect(search('word', { after: '2020-01-01T00:00:00' }).then(bodies)).resolves.toHaveLength(3);
  });

  it.each([[{ query: '' }], [{ limit: 0 }], [{ limit: 51 }], [{ before: 'yesterday' }], [{ cursor: 'nonsense' }]])(
    'refuses %j',
    async (wrong) => {
      await expect(search('word', wrong)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it.each([
    ['the index', 'rare', false],
    ['the ends of conversations, when most messages match', 'common', true],
  ])(
    'shows every match once, page by page, by %s',
    async (_, word, isCommon) => {
      const { conversationId } = await suite.rpc.call(sendMessage, { channelId, body: 'first' }, john);
      await suite.database.rows(FILL, [conversationId, john.userId, isCommon ? 70_000 : 2_500, word]);
      await suite.database.rows(ADVANCE, [conversationId]);
      await suite.database.rows(ANALYZE, []);
      const wanted = isCommon ? 2_400 : 2_500;
      const seen = new Set<string>();
      let cursor: string | null = null;
      let pages = 0;
      do {
        const page: FoundMessages = await search(word, { limit: 50, ...(cursor === null ? {} : { cursor }) });
        for (const { id } of page.items) {
          expect(seen.has(id)).toBe(false);
          seen.add(id);
        }
        // Written meanwhile: it must not move what is still to come.
        if (pages === 0) await send(`${word} ${word}`);
        ({ next: cursor } = page);
        pages += 1;
      } while (cursor !== null && seen.size < wanted);
      expect(seen.size).toBeGreaterThanOrEqual(wanted);
      if (!isCommon) expect(seen.size).toBe(2_500);
    },
    60_000,
  );
});

/** Ids grow with the time, as those of UUID version 7 do; 2020 and on. */
const FILL = statement(
  'test-fill-words',
  `INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, body, created_at)
   SELECT (lpad(to_hex(1577836800000 + n), 12, '0') || '70008000' || substr(md5(random()::text), 1, 12))::uuid,
     $1, n, n, $2, $4 || ' word ' || n, now() FROM generate_series(2, $3::int + 1) n`,
);
const ADVANCE = statement(
  'test-advance',
  `UPDATE conversation SET (seq, ordinal) = (SELECT max(seq), max(seq) FROM message WHERE conversation_id = $1)
   WHERE id = $1`,
);
const ANALYZE = statement('test-analyze', 'ANALYZE message');
