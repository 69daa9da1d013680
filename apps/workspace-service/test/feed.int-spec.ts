import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  activityRecorded,
  addChannelMember,
  createChannel,
  createWorkspace,
  followActivities,
  listActivities,
  updateChannel,
  type MessageSent,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import type { TestPerson } from '@atrium/testing';

import { ActivityFeed } from '../src/activity/activity-feed.js';
import { ActivityRepository } from '../src/activity/activity.repository.js';
import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

const PLACES = statement<{ seq: number }>(
  'test-places',
  'SELECT seq::int AS seq FROM activity WHERE workspace_id = $1 ORDER BY id',
);
const AGE = statement('test-age', `UPDATE activity SET created_at = now() - interval '9 days' WHERE workspace_id = $1`);

describe('a feed', () => {
  let suite: WorkspaceServiceUnderTest;
  let john: TestPerson;
  let mary: TestPerson;
  let guest: TestPerson;
  let workspaceId: number;
  let general: number;
  let secret: number;

  beforeAll(async () => {
    suite = await startWorkspaceService();
    [john, mary, guest] = ['John', 'Mary', 'Gus'].map((name) => suite.mint.person(name)) as [
      TestPerson,
      TestPerson,
      TestPerson,
    ];
  });

  afterAll(() => suite.stop());

  /** Two lines for the workspace, one for each channel. */
  beforeEach(async () => {
    ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, john));
    await suite.addMember(workspaceId, mary, 'member');
    await suite.addMember(workspaceId, guest, 'guest');
    general = await givenChannel('general', false);
    secret = await givenChannel('secret', true);
  });

  async function givenChannel(name: string, isPrivate: boolean): Promise<number> {
    return (await suite.rpc.call(createChannel, { workspaceId, name, isPrivate }, john)).channelId;
  }

  function message(channelId: number | null = general, occurredAt = '2025-01-15T11:00:00.999Z'): MessageSent {
    return {
      messageId: randomUUID(),
      conversationId: randomUUID(),
      seq: 1,
      ordinal: 1,
      channelId,
      workspaceId,
      senderId: john.userId,
      senderEmail: john.email,
      senderName: 'John',
      body: 'Hello',
      replyTo: null,
      mentions: [],
      mentionsEveryone: false,
      occurredAt,
    };
  }

  function record(...messages: MessageSent[]): Promise<void> {
    const events = messages.map((payload) => ({ id: payload.messageId, payload }));
    return suite.service.app.get(ActivityFeed, { strict: false }).recordMessages(events);
  }

  async function places(): Promise<number[]> {
    return (await suite.database.rows(PLACES, [workspaceId])).map(({ seq }) => seq);
  }

  const ours = (told: { workspaceId: number }) => told.workspaceId === workspaceId;

  it('numbers its lines without a gap, whoever adds them at the same time', async () => {
    const repeated = message();
    const batches = Array.from({ length: 8 }, () => [message(), repeated, message(null), message(), repeated]);
    await Promise.all([
      ...batches.map((batch) =>
        // Two processes that record one event at once: the second gets a fault and tries again, as a consumer does.
        record(...batch).catch(async () => {
          for (const one of batch) await record(one).catch(() => record(one));
        }),
      ),
      ...[1, 2, 3, 4].map((n) => givenChannel(`channel-${n}`, false)),
    ]);
    await record(repeated);
    await expect(places()).resolves.toEqual(Array.from({ length: 4 + 16 + 1 + 4 }, (_, index) => index + 1));
  });

  it('tells of each line with its number, and of whom it is for', async () => {
    const sent = message(secret);
    await record(message(), sent);
    const told = await suite.events.take(activityRecorded, (one) => ours(one) && one.seq === 6);
    expect(told).toEqual({
      workspaceId,
      seq: 6,
      channelId: secret,
      privateChannelId: secret,
      activity: {
        id: expect.any(Number),
        actor_email: 'john@example.com',
        type: 'message_sent',
        ref_id: sent.messageId,
        summary: 'John sent a message in #secret',
        created_at: '2025-01-15T11:00:00',
      },
    });
    const open = await suite.events.take(activityRecorded, (one) => ours(one) && one.seq === 3);
    expect(open).toMatchObject({ channelId: general, privateChannelId: null, activity: { type: 'channel_created' } });
    const feed = await suite.rpc.call(listActivities, { workspaceId, limit: 1 }, john);
    expect(feed).toEqual([told.activity]);
  });

  it('is paged back by the last line that was seen', async () => {
    const whole = await suite.rpc.call(listActivities, { workspaceId, limit: 200 }, john);
    const first = await suite.rpc.call(listActivities, { workspaceId, limit: 3 }, john);
    const rest = await suite.rpc.call(listActivities, { workspaceId, limit: 3, before: first[2]?.id ?? 0 }, john);
    expect([...first, ...rest]).toEqual(whole);
    expect(whole).toHaveLength(4);
  });

  it('shows a guest only the channels they are in', async () => {
    await record(message(general), message(secret));
    const typesSeen = async () => {
      const lines = await suite.rpc.call(listActivities, { workspaceId, limit: 200 }, guest);
      return lines.map(({ type }) => type);
    };
    await expect(typesSeen()).resolves.toEqual(['member_joined', 'workspace_created']);
    await suite.rpc.call(addChannelMember, { channelId: general, userId: guest.userId }, john);
    await expect(typesSeen()).resolves.toEqual([
      'message_sent',
      'channel_created',
      'member_joined',
      'workspace_created',
    ]);
  });

  describe('followed', () => {
    it('from its end repeats nothing', async () => {
      await expect(suite.rpc.call(followActivities, { workspaceId }, mary)).resolves.toEqual({
        workspaceId,
        head: 4,
        privateChannelIds: [],
        onlyChannelIds: null,
        missed: [],
        isComplete: true,
      });
    });

    it('from a place repeats what this person may see, in order', async () => {
      await record(message(general), message(secret), message(general));
      const asJohn = await suite.rpc.call(followActivities, { workspaceId, since: 3 }, john);
      expect(asJohn).toMatchObject({ head: 7, privateChannelIds: [secret], isComplete: true });
      expect(asJohn.missed.map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
      const asMary = await suite.rpc.call(followActivities, { workspaceId, since: 3 }, mary);
      expect(asMary.missed.map(({ seq }) => seq)).toEqual([5, 7]);
      const asGuest = await suite.rpc.call(followActivities, { workspaceId, since: 0 }, guest);
      expect(asGuest).toMatchObject({ onlyChannelIds: [], missed: [{ seq: 1 }, { seq: 2 }] });
    });

    it('from a place that is too far back says so', async () => {
      for (let batch = 0; batch < 6; batch += 1) await record(...Array.from({ length: 90 }, () => message()));
      const { missed, isComplete } = await suite.rpc.call(followActivities, { workspaceId, since: 0 }, john);
      expect(missed).toHaveLength(500);
      expect(isComplete).toBe(false);
    });

    it('is refused to strangers, and from nowhere', async () => {
      const stranger = suite.mint.person('Stan');
      await expect(suite.rpc.call(followActivities, { workspaceId }, stranger)).rejects.toMatchObject({
        code: 'WORKSPACE_NOT_FOUND',
      });
      await expect(suite.rpc.call(followActivities, { workspaceId, since: -1 }, john)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    });
  });

  it('follows a channel that is closed: its lines are its members’ from then on', async () => {
    await record(message(general));
    await suite.rpc.call(updateChannel, { channelId: general, isPrivate: true }, john);
    const seen = await suite.rpc.call(listActivities, { workspaceId, limit: 200 }, mary);
    expect(seen.map(({ type }) => type)).toEqual(['member_joined', 'workspace_created']);
  });

  it('forgets old lines beyond a number, and no young ones', async () => {
    const occurredAt = new Date().toISOString();
    await record(...Array.from({ length: 10 }, () => message(general, occurredAt)));
    const activities = suite.service.app.get(ActivityRepository, { strict: false });
    await activities.prune(1_000, 5);
    await expect(places()).resolves.toHaveLength(14);
    await suite.database.rows(AGE, [workspaceId]);
    await activities.prune(1_000, 5);
    await expect(places()).resolves.toEqual([10, 11, 12, 13, 14]);
  });
});
