import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acknowledgeNotifications,
  deleteMessage,
  invitationSent,
  markRead,
  messageDeleted,
  messageSent,
  readNotifications,
  type NotificationKind,
} from '@atrium/contracts';
import { isRefusal } from '@atrium/rpc';
import { eventually, type TestPerson } from '@atrium/testing';
import fc from 'fast-check';

import { NotificationSuite } from './notification-suite.js';

interface Reading {
  readonly kind: 'acknowledge' | 'read' | 'readConversation';
  readonly by: number;
  readonly seq: number;
}
type Telling =
  | { readonly kind: 'name' | 'all' | 'direct' | 'invite'; readonly by: number; readonly to: number }
  | { readonly kind: 'reply'; readonly by: number; readonly nth: number }
  | { readonly kind: 'repeat' | 'delete' | 'tellDeletion'; readonly nth: number };
type Action = Reading | Telling;

const by = fc.nat({ max: 2 });
const nth = fc.nat({ max: 9 });
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('name', 'all', 'direct', 'invite'), by, to: by }),
  fc.record({ kind: fc.constant('reply' as const), by, nth }),
  fc.record({ kind: fc.constantFrom('repeat', 'delete', 'tellDeletion'), nth }),
  fc.record({ kind: fc.constantFrom('acknowledge', 'read', 'readConversation'), by, seq: fc.nat({ max: 12 }) }),
);

/** Something that somebody was told of, and what each person must have heard of it. */
interface Source {
  readonly id: string;
  /** Where it stands in which log; an invitation in none. */
  readonly place?: { readonly conversationId: string; readonly seq: number };
  readonly sender: TestPerson;
  readonly kinds: ReadonlyMap<string, NotificationKind>;
  readonly repeat: () => Promise<void>;
  readonly tellDeletion: () => Promise<void>;
  isDeleted: boolean;
}

describe('people’s notifications', () => {
  let suite: NotificationSuite;
  let channelId: number;
  let people: [TestPerson, TestPerson, TestPerson];
  let sources: Source[];

  beforeAll(async () => {
    suite = await NotificationSuite.start();
  }, 60_000);

  afterAll(() => suite.stop());

  it('are all there, once, without a gap, and as unread as they were left, whatever comes in whichever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(action, { maxLength: 6 }), { maxLength: 5 }), async (rounds) => {
        people = await suite.newPeople();
        ({ channelId } = await suite.service.givenChannel(people));
        sources = [];
        const readUpTo = new Map(people.map(({ userId }) => [userId, 0]));
        const readSingly = new Map(people.map(({ userId }) => [userId, new Set<number>()]));
        const requireAllConsistent = async () => {
          for (const person of people.toReversed()) {
            const isRead = (seq: number) =>
              seq <= (readUpTo.get(person.userId) ?? 0) || (readSingly.get(person.userId)?.has(seq) ?? false);
            await eventually(() => requireConsistent(person, isRead), { within: 20_000, every: 5 });
          }
        };
        for (const round of rounds) {
          // So that there is something to read. Else what is told may still be under way.
          if (round.some(isReading)) await requireAllConsistent();
          // What happens within a round happens at once; what is read was there when it began.
          const told = await Promise.all(people.map(async (person) => (await suite.listOf(person)).length));
          await Promise.all(
            round.map(async (one) => {
              if (!isReading(one)) return perform(one);
              const reader = personAt(one.by);
              const seq = Math.min(one.seq, told[one.by] ?? 0);
              if (one.kind === 'acknowledge') {
                await suite.service.rpc.call(acknowledgeNotifications, { upTo: seq }, reader);
                readUpTo.set(reader.userId, Math.max(readUpTo.get(reader.userId) ?? 0, seq));
              } else if (one.kind === 'readConversation') {
                const read = await readConversation(reader, seq);
                for (const each of read) readSingly.get(reader.userId)?.add(each);
              } else if (seq > 0) {
                await suite.service.rpc.call(readNotifications, { seqs: [seq] }, reader);
                readSingly.get(reader.userId)?.add(seq);
              }
            }),
          );
        }
        // Whoever has heard of the last one has heard of all before it, also of what was told again.
        await perform({ kind: 'all', by: 0, to: 0 });
        await requireAllConsistent();
      }),
      { numRuns: 20 },
    );
  }, 180_000);

  async function requireConsistent(person: TestPerson, isRead: (seq: number) => boolean): Promise<void> {
    const list = await suite.listOf(person);
    expect(list.map(({ seq }) => seq)).toEqual(list.map((_, index) => index + 1));
    const heard = list.map(({ message_id: messageId, invitation_id: id, kind }) => `${kind} ${messageId ?? id}`);
    expect(new Set(heard).size).toBe(heard.length);
    const concerning = sources.filter(({ kinds }) => kinds.has(person.userId));
    const named = ({ id, kinds }: Source) => `${kinds.get(person.userId)} ${id}`;
    // Of a message that was deleted soon nobody may have heard.
    expect(concerning.map(named)).toEqual(expect.arrayContaining(heard));
    expect(heard).toEqual(expect.arrayContaining(concerning.filter(({ isDeleted }) => !isDeleted).map(named)));
    const deleted = new Set(sources.filter(({ isDeleted }) => isDeleted).map(({ id }) => id));
    const isGone = (id: string | null) => id !== null && deleted.has(id);
    expect(list.map((one) => one.is_withdrawn ?? false)).toEqual(list.map((one) => isGone(one.message_id)));
    expect(list.map((one) => one.is_read)).toEqual(list.map((one) => isRead(one.seq) || isGone(one.message_id)));
    await expect(suite.unreadOf(person)).resolves.toBe(list.filter((one) => !one.is_read).length);
  }

  /** Reads up to the message of a notification; tells which notifications must be read by that. */
  async function readConversation(reader: TestPerson, upTo: number): Promise<number[]> {
    const placeOf = (messageId: string | null) => sources.find(({ id }) => id === messageId)?.place;
    const list = await suite.listOf(reader);
    const end = placeOf(list.find(({ seq }) => seq === upTo)?.message_id ?? null);
    if (!end) return [];
    await suite.service.rpc.call(markRead, { conversationId: end.conversationId, seq: end.seq }, reader);
    const isBefore = (place: Source['place']) => place?.conversationId === end.conversationId && place.seq <= end.seq;
    return list.filter((one) => isBefore(placeOf(one.message_id))).map(({ seq }) => seq);
  }

  async function perform(one: Telling): Promise<void> {
    if ('to' in one) {
      const [sender, to] = [personAt(one.by), personAt(one.to)];
      return one.kind === 'invite' ? invite(sender, to) : write(one.kind, sender, to);
    }
    const source = sources[one.nth % Math.max(sources.length, 1)];
    if (!source) return undefined;
    if (one.kind === 'reply') return answer(source, personAt(one.by));
    if (one.kind === 'repeat') return source.repeat();
    if (one.kind === 'delete') return remove(source);
    return source.isDeleted ? source.tellDeletion() : undefined;
  }

  function personAt(place: number): TestPerson {
    return people[place] ?? people[0];
  }

  async function write(kind: 'name' | 'all' | 'direct', sender: TestPerson, to: TestPerson): Promise<void> {
    const concerned = kind === 'all' ? people : [to];
    const body = { name: `@${to.username}`, all: '@channel', direct: 'Hi' }[kind];
    const request = kind === 'direct' ? { to: [to.userId], body } : { channelId, body };
    const { messageId } = await suite.send(sender, request);
    await add(messageId, sender, concerned, kind === 'direct' ? 'direct' : 'mention');
  }

  async function answer(source: Source, sender: TestPerson): Promise<void> {
    try {
      const { messageId } = await suite.send(sender, { channelId, body: 'Yes', replyTo: source.id });
      await add(messageId, sender, [source.sender], 'reply');
    } catch (error) {
      // It is deleted, in another conversation, or no message.
      if (!isRefusal(error, 'MESSAGE_NOT_FOUND')) throw error;
    }
  }

  async function add(
    id: string,
    sender: TestPerson,
    concerned: readonly TestPerson[],
    kind: NotificationKind,
  ): Promise<void> {
    const sent = await suite.service.events.take(messageSent, ({ messageId }) => messageId === id, 10_000);
    const { conversationId, workspaceId } = sent;
    const actor = { actorId: sender.userId, actorEmail: sender.email, seq: 99, channelId: sent.channelId };
    const deletion = { messageId: id, conversationId, workspaceId, ...actor, occurredAt: sent.occurredAt };
    sources.push({
      id,
      place: { conversationId, seq: sent.seq },
      sender,
      kinds: new Map(concerned.filter((one) => one !== sender).map(({ userId }) => [userId, kind])),
      repeat: () => suite.service.events.publish(messageSent, sent),
      tellDeletion: () => suite.service.events.publish(messageDeleted, deletion),
      isDeleted: false,
    });
  }

  async function invite(sender: TestPerson, { userId }: TestPerson): Promise<void> {
    const invitation = {
      invitationId: randomUUID(),
      workspaceId: 7,
      workspaceName: 'Kitchen',
      invitedBy: sender.userId,
      userId,
      role: 'member' as const,
      occurredAt: new Date().toISOString(),
    };
    const tell = () => suite.service.events.publish(invitationSent, invitation);
    await tell();
    const kinds = new Map(userId === sender.userId ? [] : [[userId, 'invitation' as const]]);
    sources.push({ id: invitation.invitationId, sender, kinds, repeat: tell, tellDeletion: tell, isDeleted: false });
  }

  async function remove(source: Source): Promise<void> {
    try {
      await suite.service.rpc.call(deleteMessage, { messageId: source.id }, source.sender);
      source.isDeleted = true;
    } catch (error) {
      // It is deleted already, or an invitation.
      if (!isRefusal(error, 'MESSAGE_NOT_FOUND')) throw error;
    }
  }
});

function isReading(one: Action): one is Reading {
  return one.kind === 'acknowledge' || one.kind === 'read' || one.kind === 'readConversation';
}
