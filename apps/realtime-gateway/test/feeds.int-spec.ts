import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acknowledgeNotifications,
  activityRecorded,
  channelMemberAdded,
  channelMemberRemoved,
  followActivities,
  followNotifications,
  memberRemoved,
  notificationCreated,
  subjectOf,
  type ActivityView,
  type EventContract,
  type NotificationView,
} from '@atrium/contracts';
import { eventually, stubRpc, type ChatSocket, type Frame, type TestPerson } from '@atrium/testing';

import { GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
let ada: TestPerson;

beforeAll(async () => {
  gateways = await GatewaysUnderTest.start();
  ada = gateways.person('Ada');
}, 60_000);

afterAll(() => gateways.stop());

const ofType = (type: string) => (frame: Frame) => frame.type === type;

async function served(socket: ChatSocket): Promise<void> {
  socket.send({ type: 'nonsense' });
  await socket.next(({ code }) => code === 'unknown_type');
}

function tell<Payload extends object>(event: EventContract<Payload>, payload: Payload): void {
  gateways.nats.publish(subjectOf(event, payload), JSON.stringify(payload));
}

function seqs(socket: ChatSocket, type: string): number[] {
  return socket.frames.filter(ofType(type)).map(({ seq }) => seq as number);
}

describe('the activity socket', () => {
  const workspaceId = 7;
  /** Private channels that Ada is in. */
  const ownChannels = new Set<number>();
  const lines: { seq: number; activity: ActivityView; privateChannelId: number | null; isSeen: boolean }[] = [];

  function record(privateChannelId: number | null = null, isLost = false): void {
    const seq = lines.length + 1;
    const activity = {
      id: seq,
      actor_email: 'ada@example.com',
      type: 'message_sent',
      ref_id: 'ref',
      summary: `line ${seq}`,
      created_at: '2025-01-15T11:00:00',
    };
    const isSeen = privateChannelId === null || ownChannels.has(privateChannelId);
    lines.push({ seq, activity, privateChannelId, isSeen });
    if (!isLost) tell(activityRecorded, { workspaceId, seq, activity, privateChannelId });
  }

  beforeAll(async () => {
    await stubRpc(gateways.nats, followActivities, ({ since }) => ({
      workspaceId,
      head: lines.length,
      privateChannelIds: [...ownChannels],
      missed: lines
        .filter(({ seq, isSeen }) => since !== undefined && seq > since && isSeen)
        .map(({ seq, activity }) => ({ seq, activity })),
      isComplete: true,
    }));
  });

  it('shows legacy clients exactly these bytes, and nothing unasked for', async () => {
    const socket = await gateways.open(ada, '/ws/activity');
    socket.send({ type: 'subscribe', workspace_id: workspaceId });
    await served(socket);
    record();
    await socket.next(ofType('activity_update'));
    expect(socket.texts).toEqual([
      '{"type":"error","code":"unknown_type","message":"There is no such frame type here"}',
      `{"type":"activity_update","activity":${JSON.stringify(lines.at(-1)?.activity)}}`,
    ]);
    await socket.close();
  });

  it('shows clients of version 2 the place, what they missed, and what was lost on the way', async () => {
    record();
    record();
    const socket = await gateways.open(ada, '/ws/activity?v=2', 1);
    const head = lines.length;
    socket.send({ type: 'subscribe', workspace_id: workspaceId, since: head - 2 });
    const subscribed = { type: 'subscribed', workspace_id: workspaceId, head, recovered: true, count: 2 };
    expect(await socket.next(ofType('subscribed'))).toEqual(subscribed);
    record(null, true);
    record();
    await eventually(() => expect(seqs(socket, 'activity_update')).toEqual([head - 1, head, head + 1, head + 2]));
    expect(socket.frames.find(ofType('activity_update'))).toMatchObject({ workspace_id: workspaceId });
    await socket.close();
  });

  it('shows lines of a private channel to those who are in it, while they are', async () => {
    const socket = await gateways.open(ada, '/ws/activity?v=2');
    socket.send({ type: 'subscribe', workspace_id: workspaceId });
    await socket.next(ofType('subscribed'));
    // From the first line on the socket is live: each line is judged when it comes.
    record();
    await socket.next(ofType('activity_update'));
    const first = lines.length + 1;
    const change = { workspaceId, version: 1, occurredAt: '2025-01-15T11:00:00Z', userId: ada.userId, channelId: 5 };
    record(5);
    ownChannels.add(5);
    tell(channelMemberAdded, { ...change, addedBy: ada.userId });
    record(5);
    ownChannels.delete(5);
    tell(channelMemberRemoved, { ...change, reason: 'left' as const });
    record(5);
    record();
    await eventually(() => expect(seqs(socket, 'activity_update')).toEqual([first - 1, first + 1, first + 3]));
    await socket.close();
  });

  it('shows nothing more to whoever is no member any more', async () => {
    const socket = await gateways.open(ada, '/ws/activity?v=2');
    socket.send({ type: 'subscribe', workspace_id: workspaceId });
    await socket.next(ofType('subscribed'));
    const change = { workspaceId, version: 2, occurredAt: '2025-01-15T11:00:00Z', userId: ada.userId };
    tell(memberRemoved, { ...change, reason: 'removed' as const });
    record();
    expect(await socket.next(ofType('unsubscribed'))).toMatchObject({ workspace_id: workspaceId, reason: 'removed' });
    await served(socket);
    expect(seqs(socket, 'activity_update')).toEqual([]);
    await socket.close();
  });
});

describe('the notification socket', () => {
  const stored: NotificationView[] = [];
  let acknowledged = 0;

  function notify(isLost = false): void {
    const notification: NotificationView = {
      seq: stored.length + 1,
      kind: 'mention',
      message: 'Ada mentioned you in #general',
      actor_email: 'ada@example.com',
      workspace_id: 7,
      channel_id: 1,
      conversation_id: null,
      message_id: null,
      is_read: false,
      created_at: '2025-01-15T11:00:00',
    };
    stored.push(notification);
    const { seq, kind } = notification;
    const event = { userId: ada.userId, seq, kind, notification, occurredAt: '2025-01-15T11:00:00Z' };
    if (!isLost) tell(notificationCreated, event);
  }

  beforeAll(async () => {
    await stubRpc(gateways.nats, followNotifications, ({ since }) => ({
      head: stored.length,
      missed: stored.filter(({ seq }) => since !== undefined && seq > since),
      isComplete: true,
    }));
    await stubRpc(gateways.nats, acknowledgeNotifications, ({ upTo }) => {
      acknowledged = Math.max(acknowledged, upTo);
      return { unread: stored.length - acknowledged };
    });
  });

  it('shows legacy clients exactly these bytes', async () => {
    const socket = await gateways.open(ada, '/ws/notifications');
    socket.send({ type: 'subscribe' });
    await served(socket);
    notify();
    await socket.next(ofType('notification'));
    expect(socket.texts.at(-1)).toBe('{"type":"notification","message":"Ada mentioned you in #general"}');
    expect(socket.frames).toHaveLength(2);
    await socket.close();
  });

  it('shows clients of version 2 all of it from where they were, once, also what was lost on the way', async () => {
    notify();
    const socket = await gateways.open(ada, '/ws/notifications?v=2', 1);
    socket.send({ type: 'subscribe', since: 0 });
    expect(await socket.next(ofType('subscribed'))).toMatchObject({ head: 2, recovered: true, count: 2 });
    notify(true);
    notify();
    await eventually(() => expect(seqs(socket, 'notification')).toEqual([1, 2, 3, 4]));
    expect(socket.frames.find(ofType('notification'))).toEqual({ type: 'notification', id: 1, ...stored[0] });
    socket.send({ type: 'ack_notification', seq: 3 });
    expect(await socket.next(ofType('notifications_acknowledged'))).toMatchObject({ seq: 3, unread: 1 });
    await socket.close();
  });

  it('shows nobody the notifications of others', async () => {
    const socket = await gateways.open(gateways.person('John'), '/ws/notifications');
    socket.send({ type: 'subscribe' });
    await served(socket);
    notify();
    await served(socket);
    expect(socket.frames.filter(ofType('notification'))).toEqual([]);
    await socket.close();
  });
});
