import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getConversation,
  listMessages,
  markRead,
  muteConversation,
  pollMessages,
  setNotificationPreferences,
  userDeleted,
} from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, type TestPerson } from '@atrium/testing';

import { NotificationSuite } from './notification-suite.js';

const KEPT = statement<{ table: string; rows: number }>(
  'test-kept',
  ['notification', 'notification_head', 'notification_preference', 'conversation_mute', 'message_read', 'read_marker']
    .map((table) => `SELECT '${table}' AS table, count(*)::int AS rows FROM ${table} WHERE user_id = $1`)
    .join(' UNION ALL '),
);

describe('a deleted account', () => {
  let suite: NotificationSuite;

  beforeAll(async () => {
    suite = await NotificationSuite.start();
  }, 60_000);

  afterAll(() => suite.stop());

  async function keptOf({ userId }: TestPerson): Promise<Record<string, number>> {
    const rows = await suite.service.database.rows(KEPT, [userId]);
    return Object.fromEntries(rows.map(({ table, rows: count }) => [table, count]));
  }

  /** Leaves a row of everything that somebody keeps. */
  async function use(person: TestPerson, other: TestPerson): Promise<string> {
    const { rpc } = suite.service;
    const { conversationId } = await suite.send(other, { to: [person.userId], body: 'One' });
    await suite.send(other, { conversationId, body: 'Two' });
    const { messageId } = await suite.send(other, { conversationId, body: 'Three' });
    await suite.untilNotified(person, 3);
    await rpc.call(markRead, { conversationId, seq: 1 }, person);
    await rpc.call(pollMessages, { messagesRead: [messageId], limit: 1 }, person);
    await rpc.call(muteConversation, { conversationId }, person);
    await rpc.call(setNotificationPreferences, { mention: true, direct: true, reply: false, invitation: true }, person);
    return conversationId;
  }

  it('takes its notifications, settings and readings with it, and leaves what was written and what is others’', async () => {
    const [ada, ben, cleo] = await suite.newPeople();
    const conversationId = await use(ada, ben);
    await use(cleo, ben);
    const everything = {
      notification: 3,
      notification_head: 1,
      notification_preference: 1,
      conversation_mute: 1,
      message_read: 1,
      read_marker: 1,
    };
    await expect(keptOf(ada)).resolves.toEqual(everything);
    await suite.send(ada, { conversationId, body: 'Bye' });
    const profile = { id: ada.userId, version: 9, username: 'deleted', email: 'deleted@users.invalid', firstName: '' };
    const occurredAt = new Date().toISOString();
    const gone = { ...profile, lastName: '', isStaff: false, isActive: false, occurredAt };
    await suite.service.events.publish(userDeleted, gone);
    await eventually(async () => expect(Object.values(await keptOf(ada)).every((count) => count === 0)).toBe(true), {
      within: 20_000,
    });
    await expect(keptOf(cleo)).resolves.toEqual(everything);
    const listed = await suite.service.rpc.call(listMessages, { conversationId, limit: 50 }, ben);
    expect(listed.map(({ body }) => body)).toEqual(['One', 'Two', 'Three', 'Bye']);
    await expect(suite.service.rpc.call(getConversation, { conversationId }, ben)).resolves.toMatchObject({ head: 4 });
  }, 60_000);
});
