import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  deleteMessage,
  editMessage,
  findUsers,
  listMessageDetails,
  markRead,
  openConversations,
  reactToMessage,
  readRange,
  sendMessage,
  type ConversationEntry,
  type MessageDetail,
} from '@atrium/contracts';
import { AS_SERVICE, isRefusal } from '@atrium/rpc';
import { stubRpc, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { MessageServiceUnderTest } from './message-service-under-test.js';

type Action =
  | { readonly kind: 'post'; readonly by: number; readonly names: number | undefined }
  | { readonly kind: 'edit' | 'delete' | 'react' | 'unreact'; readonly by: number; readonly nth: number }
  | { readonly kind: 'read'; readonly by: number; readonly seq: number };

const by = fc.nat({ max: 2 });
const nth = fc.nat({ max: 7 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      by,
      names: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('edit', 'delete', 'react', 'unreact'), by, nth }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), by, seq: fc.nat({ max: 20 }) }) },
);

/** What the entries of a log make of its messages. */
interface ReplayedMessage {
  readonly id: string;
  readonly sender: string;
  readonly seq: number;
  readonly clientId: string | null;
  body: string;
  isDeleted: boolean;
  readonly reactions: Set<string>;
}

describe('the log', () => {
  let suite: MessageServiceUnderTest;
  let people: [TestPerson, TestPerson, TestPerson];

  beforeAll(async () => {
    suite = await MessageServiceUnderTest.start();
    people = [suite.person('Ada'), suite.person('Ben'), suite.person('Cleo')];
    const profiles = people.map(({ userId: id, ...person }) => ({
      ...person,
      id,
      lastName: '',
      isStaff: false,
      isActive: true,
      dateJoined: '2025-01-15T11:00:00.000Z',
    }));
    await stubRpc(suite.nats, findUsers, ({ ids }) => profiles.filter(({ id }) => ids.includes(id)));
    await suite.tellOfPeople(people);
  });

  afterAll(() => suite.stop());

  it('holds everything once, in order and without a gap, and counts what is left from it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(action, { maxLength: 6 }), { maxLength: 6 }), async (rounds) => {
        const { channelId } = await suite.givenChannel(people);
        const ids: string[] = [];
        const markers = [0, 0, 0];
        for (const round of rounds) {
          const head = (await entriesOf(channelId)).length;
          // What happens within a round happens at once.
          const outcomes = await Promise.all(round.map((one) => perform(channelId, one, ids)));
          ids.push(...outcomes.filter((id) => id !== undefined));
          for (const one of round) {
            if (one.kind === 'read') markers[one.by] = Math.max(markers[one.by] ?? 0, Math.min(one.seq, head));
          }
        }

        const entries = await entriesOf(channelId);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        const replayed = replay(entries);
        const details = await suite.rpc.call(listMessageDetails, { channelId, limit: 200 }, people[0]);
        expect(details.map(shownState)).toEqual(replayed.filter(({ isDeleted }) => !isDeleted).map(replayedState));
        for (const [index, person] of people.entries()) {
          // An entry that was there when a round began is surely below a marker set in it; one of the round may be.
          const state = await suite.rpc.call(markRead, { channelId, seq: 0 }, person);
          expect(state.seq).toBeGreaterThanOrEqual(markers[index] ?? 0);
          const left = replayed.filter(
            ({ seq, sender, isDeleted }) => seq > state.seq && sender !== person.email && !isDeleted,
          );
          expect(state.unread).toBe(left.length);
          const named = left.filter(({ body }) => body.includes(`@${person.username}`) || body.includes('@channel'));
          expect(state.mentions).toBe(named.length);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  /** Does it, if it can be done, and returns the id of a new message. */
  async function perform(channelId: number, one: Action, ids: readonly string[]): Promise<string | undefined> {
    const person = people[one.by] ?? people[0];
    if (one.kind === 'read') {
      await suite.rpc.call(markRead, { channelId, seq: one.seq }, person);
      return undefined;
    }
    if (one.kind === 'post') {
      const name = one.names === undefined ? '' : ` @${people[one.names]?.username ?? 'channel'}`;
      return (await suite.rpc.call(sendMessage, { channelId, body: `hello${name}` }, person)).message.id;
    }
    const messageId = ids[one.nth % Math.max(ids.length, 1)];
    if (messageId === undefined) return undefined;
    try {
      if (one.kind === 'edit') await suite.rpc.call(editMessage, { messageId, body: `better @ben ${one.nth}` }, person);
      if (one.kind === 'delete') await suite.rpc.call(deleteMessage, { messageId }, person);
      if (one.kind === 'react')
        await suite.rpc.call(reactToMessage, { messageId, emoji: '👍', action: 'added' }, person);
      if (one.kind === 'unreact') {
        await suite.rpc.call(reactToMessage, { messageId, emoji: '👍', action: 'removed' }, person);
      }
    } catch (error) {
      if (!isRefusal(error, 'FORBIDDEN', 'MESSAGE_NOT_FOUND')) throw error;
    }
    return undefined;
  }

  async function entriesOf(channelId: number): Promise<ConversationEntry[]> {
    const request = { channelIds: [channelId], conversationIds: [] };
    const [log] = await suite.rpc.call(openConversations, request, people[0]);
    if (!log) throw new Error('The channel has no log');
    const range = { conversationId: log.conversationId, after: 0, upTo: 10_000 };
    const entries = await suite.rpc.call(readRange, range, AS_SERVICE);
    expect(log.head).toBe(entries.length);
    return entries;
  }
});

/** What somebody has at the end who took the entries one by one. */
function replay(entries: readonly ConversationEntry[]): ReplayedMessage[] {
  const messages = new Map<string, ReplayedMessage>();
  for (const entry of entries) {
    if (entry.kind === 'post') {
      const { id, sender_email: sender, body } = entry.message;
      const reactions = new Set<string>();
      messages.set(id, { id, sender, seq: entry.seq, clientId: entry.client_id, body, isDeleted: false, reactions });
      continue;
    }
    const message = messages.get(entry.message_id);
    if (!message || message.isDeleted) throw new Error('A change of nothing');
    if (entry.kind === 'edit') message.body = entry.body;
    if (entry.kind === 'delete') message.isDeleted = true;
    if (entry.kind === 'reaction') {
      const isNew = !message.reactions.has(entry.actor_email);
      if (isNew !== (entry.action === 'added')) throw new Error('A reaction that changes nothing');
      if (isNew) message.reactions.add(entry.actor_email);
      else message.reactions.delete(entry.actor_email);
    }
  }
  return [...messages.values()];
}

function replayedState({ id, sender, seq, body, reactions }: ReplayedMessage) {
  return { id, sender, seq, body, reactions: reactions.size };
}

function shownState({ id, sender_email: sender, seq, body, reactions }: MessageDetail) {
  return { id, sender, seq, body, reactions: reactions[0]?.count ?? 0 };
}
