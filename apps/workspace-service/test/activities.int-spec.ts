import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createChannel,
  createWorkspace,
  DELETED_USER,
  listActivities,
  messageSent,
  userDeleted,
  type ActivityView,
  type MessageSent,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, type TestPerson } from '@atrium/testing';
import { Logger } from '@nestjs/common';

import { ActivityFeed } from '../src/activity/activity-feed.js';
import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

describe('activities', () => {
  let suite: WorkspaceServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let workspaceId: number;
  let general: number;

  beforeAll(async () => {
    suite = await startWorkspaceService();
    john = suite.mint.person('John');
    mary = suite.mint.person('Mary');
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, john));
    await suite.addMember(workspaceId, mary, 'member');
    general = await givenChannel('general');
  });

  async function givenChannel(name: string, isPrivate = false): Promise<number> {
    return (await suite.rpc.call(createChannel, { workspaceId, name, isPrivate }, john)).channelId;
  }

  function message(changes: Partial<MessageSent> = {}): MessageSent {
    return {
      messageId: randomUUID(),
      conversationId: randomUUID(),
      seq: 1,
      ordinal: 1,
      channelId: general,
      workspaceId,
      senderId: john.userId,
      senderEmail: john.email,
      senderName: 'John',
      body: 'Hello team!',
      replyTo: null,
      mentions: [],
      mentionsEveryone: false,
      occurredAt: '2025-01-15T11:00:00.000Z',
      ...changes,
    };
  }

  async function messagesSeenBy(person: TestPerson): Promise<ActivityView[]> {
    const feed = await suite.rpc.call(listActivities, { workspaceId, limit: 200 }, person);
    return feed.filter(({ type }) => type === 'message_sent');
  }

  function untilSeen(count: number, person = john): Promise<ActivityView[]> {
    return eventually(async () => {
      const seen = await messagesSeenBy(person);
      expect(seen).toHaveLength(count);
      return seen;
    });
  }

  /** Hands events straight to the repository, as a consumer does that forgot having done so. */
  function record(...messages: MessageSent[]): Promise<void> {
    const activities = suite.service.app.get(ActivityFeed, { strict: false });
    const events = messages.map((payload) => ({ id: payload.messageId, payload }));
    return activities.recordMessages(events);
  }

  it('name nobody whose account has ended', async () => {
    const jack = suite.mint.person('Jack');
    await suite.addMember(workspaceId, jack, 'member');
    await suite.rpc.call(createChannel, { workspaceId, name: 'of-others', isPrivate: false }, jack);
    const sender = { senderId: jack.userId, senderEmail: jack.email, senderName: 'Jack' };
    await suite.events.publish(messageSent, message(sender));
    await eventually(() => expect(messagesSeenBy(mary)).resolves.toHaveLength(1));

    const gone = { ...DELETED_USER, id: jack.userId, version: 2, isStaff: false, isActive: false };
    await suite.events.publish(userDeleted, { ...gone, occurredAt: new Date().toISOString() });
    await eventually(async () => {
      const feed = await suite.rpc.call(listActivities, { workspaceId, limit: 50 }, mary);
      expect(JSON.stringify(feed)).not.toMatch(/jack/i);
      expect(feed.slice(0, 2)).toMatchObject([
        { actor_email: DELETED_USER.email, summary: 'Deleted user sent a message in #general' },
        { actor_email: DELETED_USER.email, summary: 'Deleted user created the channel #of-others' },
      ]);
      expect(feed.at(-1)).toMatchObject({ actor_email: john.email, summary: 'John created the workspace Team' });
    });
  });

  it('tell of a message that was sent', async () => {
    const sent = message();
    await suite.events.publish(messageSent, sent);
    await expect(untilSeen(1)).resolves.toEqual([
      {
        id: expect.any(Number),
        actor_email: 'john@example.com',
        type: 'message_sent',
        ref_id: sent.messageId,
        summary: 'John sent a message in #general',
        created_at: '2025-01-15T11:00:00',
      },
    ]);
  });

  it('name the channel as it is called when the event arrives', async () => {
    await suite.database.rows(RENAME, ['lobby', general]);
    await suite.events.publish(messageSent, message());
    await expect(untilSeen(1)).resolves.toMatchObject([{ summary: 'John sent a message in #lobby' }]);
  });

  it('come newest first, at most as many as asked for', async () => {
    const sent = Array.from({ length: 5 }, () => message());
    for (const one of sent) await suite.events.publish(messageSent, one);
    const newestFirst = sent.map(({ messageId }) => messageId).reverse();
    expect((await untilSeen(5)).map(({ ref_id }) => ref_id)).toEqual(newestFirst);

    const page = await suite.rpc.call(listActivities, { workspaceId, limit: 2 }, john);
    expect(page.map(({ ref_id }) => ref_id)).toEqual(newestFirst.slice(0, 2));
  });

  it('keep the order of the events within a batch', async () => {
    const sent = Array.from({ length: 50 }, () => message());
    await record(...sent);
    const seen = await messagesSeenBy(john);
    expect(seen.map(({ ref_id }) => ref_id)).toEqual(sent.map(({ messageId }) => messageId).reverse());
  });

  it('count a repeated event once, also beside a new one', async () => {
    const [first, second] = [message(), message()];
    await record(first);
    await record(first, second, second);
    expect((await messagesSeenBy(john)).map(({ ref_id }) => ref_id)).toEqual([second.messageId, first.messageId]);
  });

  it('leave out messages of a channel that is gone, and of no channel', async () => {
    const outside = message({ channelId: null, workspaceId: null });
    await record(message({ channelId: 2_147_483_647 }), outside, message());
    await expect(messagesSeenBy(john)).resolves.toHaveLength(1);
  });

  it('of a private channel are for those in it only', async () => {
    const secret = await givenChannel('secret', true);
    await record(message({ channelId: secret }), message());
    const request = { workspaceId, limit: 200 };
    const forMary = await suite.rpc.call(listActivities, request, mary);
    expect(forMary.map(({ summary }) => summary)).toEqual([
      'John sent a message in #general',
      'John created the channel #general',
      'John joined the workspace',
      'John created the workspace Team',
    ]);
    const forJohn = await suite.rpc.call(listActivities, request, john);
    expect(forJohn.map(({ summary }) => summary).slice(0, 3)).toEqual([
      'John sent a message in #general',
      'John sent a message in #secret',
      'John created the channel #secret',
    ]);
  });

  it('are not for strangers', async () => {
    const stranger = suite.mint.person('Stan');
    await expect(suite.rpc.call(listActivities, { workspaceId, limit: 10 }, stranger)).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_FOUND',
    });
  });

  it.each([0, 201, 1.5])('are refused in a list of %d', async (limit) => {
    await expect(suite.rpc.call(listActivities, { workspaceId, limit }, john)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('go with their workspace', async () => {
    await record(message());
    await suite.database.rows(DELETE_WORKSPACE, [workspaceId]);
    await expect(suite.database.rows(OF_WORKSPACE, [workspaceId])).resolves.toEqual([]);
  });

  // Last, because the bad event is tried again now and then until the service stops.
  it('lose nothing to a bad event among good ones', async () => {
    Logger.overrideLogger(false);
    const malformed = message({ senderId: 'nobody' });
    // Passes the contract, but no date of PostgreSQL's: the batch fails as a whole and is then tried one by one.
    const unstorable = message({ occurredAt: '2025-W03-3' });
    const good = [message(), message(), message()];
    const sent = [malformed, unstorable, ...good];
    await Promise.all(sent.map((one) => suite.events.publish(messageSent, one)));
    const seen = await untilSeen(good.length);
    expect(new Set(seen.map(({ ref_id }) => ref_id))).toEqual(new Set(good.map(({ messageId }) => messageId)));
  });
});

const RENAME = statement('test-rename', 'UPDATE channel SET name = $1, name_key = $1 WHERE id = $2');
const DELETE_WORKSPACE = statement('test-delete-workspace', 'DELETE FROM workspace WHERE id = $1');
const OF_WORKSPACE = statement(
  'test-of-workspace',
  `SELECT id FROM activity WHERE workspace_id = $1
   UNION ALL SELECT id FROM channel WHERE workspace_id = $1
   UNION ALL SELECT workspace_id FROM workspace_member WHERE workspace_id = $1`,
);
