import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  listMessageFacts,
  sendMessage,
  type ChannelAccess,
  type ListMessageFactsRequest,
  type MessageFact,
  type MessageFacts,
} from '@atrium/contracts';
import { AS_SERVICE } from '@atrium/rpc';
import type { TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

let suite: MessageServiceUnderTest;
let john: TestPerson;
let channels: ChannelAccess[];
let sent: string[];

beforeAll(async () => {
  suite = await MessageServiceUnderTest.start();
  john = suite.person('John');
  channels = [await suite.givenChannel([john]), await suite.givenChannel([john])];
  sent = [];
  for (let index = 0; index < 5; index += 1) {
    const channelId = channels[index % 2]?.channelId ?? 0;
    sent.push((await suite.rpc.call(sendMessage, { channelId, body: `message ${index}` }, john)).message.id);
  }
});

afterAll(() => suite.stop());

async function all(limit: number, workspaceId?: number): Promise<MessageFact[]> {
  const facts: MessageFact[] = [];
  let next: string | null = '00000000-0000-0000-0000-000000000000';
  while (next !== null) {
    const request: ListMessageFactsRequest = {
      limit,
      afterId: next,
      ...(workspaceId === undefined ? {} : { workspaceId }),
    };
    const page: MessageFacts = await suite.rpc.call(listMessageFacts, request, AS_SERVICE);
    facts.push(...page.facts);
    next = page.next;
  }
  return facts;
}

it.each([1, 2, 5, 6])('are all messages by id, in pages of %d', async (limit) => {
  const facts = await all(limit);
  expect(facts.map(({ messageId }) => messageId)).toEqual(sent.toSorted());
  const [first] = channels;
  expect(facts.find(({ messageId }) => messageId === sent[0])).toEqual({
    messageId: sent[0],
    workspaceId: first?.workspaceId,
    channelId: first?.channelId,
    senderId: john.userId,
    occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

it('are those of one workspace when it is asked for', async () => {
  const facts = await all(2, channels[1]?.workspaceId);
  expect(facts.map(({ messageId }) => messageId)).toEqual([sent[1], sent[3]]);
});

it('are for services only', async () => {
  await expect(suite.rpc.call(listMessageFacts, { limit: 5 }, john)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
