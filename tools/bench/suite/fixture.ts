import { type TokenMint, suiteMint } from '@atrium/testing';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { MeasuredSuite } from './measured-suite.ts';
import { Owner } from './owner.ts';
import type { Records } from './records.ts';

const BODY_LENGTH = 80;
/** The most that one answer lists. */
const LISTED = 200;

/** What the scenarios find in the suite. */
export interface Fixture {
  readonly owner: Owner;
  /** Signs tokens that the suite takes for its own. */
  readonly mint: TokenMint;
  readonly workspaceId: number;
  readonly channels: {
    /** Holds the messages that are read; nobody writes into it. */
    readonly history: number;
    /** Is written into by requests; nobody reads it. */
    readonly inbox: number;
    /** Is joined by sockets. */
    readonly stage: number;
  };
}

/** A request to send a message of eighty characters that is unlike any other; `{n}` is its number. */
export function sendMessageTemplate(channelId: number): string {
  const body = 'Message {n} '.padEnd(BODY_LENGTH, 'says that all is well, as the one before did. ');
  return JSON.stringify({ channel_id: channelId, body });
}

/** Creates a person with a workspace and channels, and fills one of these through the API. */
export async function createFixture(
  suite: MeasuredSuite,
  load: LoadGenerator,
  records: Records,
  messages: number,
): Promise<Fixture> {
  const owner = await Owner.signUp(suite.url, suite.mail);
  const workspaceId = await owner.createWorkspace('Bench');
  const history = await owner.createChannel(workspaceId, 'history');
  const inbox = await owner.createChannel(workspaceId, 'inbox');
  const stage = await owner.createChannel(workspaceId, 'stage');
  await load.run('http', {
    url: `${suite.url}/api/messages/`,
    method: 'POST',
    headers: { authorization: `Bearer ${await owner.freshToken()}`, 'content-type': 'application/json' },
    bodyTemplate: sendMessageTemplate(history),
    connections: Math.min(16, messages),
    limit: { requests: messages },
  });
  await records.settle();
  await verifyMessages(owner, records, history, messages);
  return {
    owner,
    mint: await suiteMint(suite.databaseUrls['auth-service'], suite.encryptionKeys),
    workspaceId,
    channels: { history, inbox, stage },
  };
}

async function verifyMessages(owner: Owner, records: Records, channelId: number, expected: number): Promise<void> {
  const stored = await records.messages();
  const listed = new Set(await owner.latestBodies(channelId, LISTED));
  if (stored === expected && listed.size === Math.min(LISTED, expected)) return;
  throw new Error(`${expected} messages were sent; ${stored} are stored and ${listed.size} different ones listed.`);
}
