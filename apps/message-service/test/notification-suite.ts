import {
  findUsers,
  findUsersByName,
  followNotifications,
  listNotifications,
  sendMessage,
  type NotificationView,
  type SendMessageRequest,
} from '@atrium/contracts';
import { eventually, stubRpc, type TestPerson } from '@atrium/testing';

import { MessageServiceUnderTest } from './message-service-under-test.js';

/** Longer than any consumer needs on a machine that is busy with something else. */
const WITHIN = { within: 20_000 };

/** The service under test with what tests of notifications ask of it. */
export class NotificationSuite {
  private lastPerson = 0;

  private constructor(readonly service: MessageServiceUnderTest) {}

  static async start(): Promise<NotificationSuite> {
    const service = await MessageServiceUnderTest.start();
    await stubRpc(service.nats, findUsersByName, () => []);
    await stubRpc(service.nats, findUsers, () => []);
    return new NotificationSuite(service);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Three people nobody has written to. */
  async newPeople(): Promise<[TestPerson, TestPerson, TestPerson]> {
    this.lastPerson += 1;
    const people = ['Ada', 'Ben', 'Cleo'].map((name) => this.service.person(`${name}${this.lastPerson}`));
    await this.service.tellOfPeople(people);
    return people as [TestPerson, TestPerson, TestPerson];
  }

  async send(sender: TestPerson, request: SendMessageRequest): Promise<{ messageId: string; conversationId: string }> {
    const { message, conversationId } = await this.service.rpc.call(sendMessage, request, sender);
    return { messageId: message.id, conversationId };
  }

  /** All of somebody's notifications, oldest first. */
  async listOf(person: TestPerson): Promise<readonly NotificationView[]> {
    const { missed } = await this.service.rpc.call(followNotifications, { since: 0 }, person);
    return missed;
  }

  /** Somebody's notifications, once they have this many. */
  untilNotified(person: TestPerson, count: number): Promise<readonly NotificationView[]> {
    return eventually(async () => {
      const notifications = await this.listOf(person);
      if (notifications.length < count) throw new Error(`${notifications.length} notifications so far`);
      return notifications;
    }, WITHIN);
  }

  /**
   * The kinds and sentences of somebody's notifications so far: once they have heard of a message sent now, they have
   * heard of all before it. That one is left out, and read.
   */
  async heard(person: TestPerson, sender: TestPerson): Promise<string[]> {
    const { messageId } = await this.send(sender, { to: [person.userId], body: 'The last one' });
    return eventually(async () => {
      const list = await this.listOf(person);
      if (list.at(-1)?.message_id !== messageId) throw new Error('Not told of the last one yet');
      return list.slice(0, -1).map(({ kind, message }) => `${kind}: ${message}`);
    }, WITHIN);
  }

  async unreadOf(person: TestPerson): Promise<number> {
    return (await this.service.rpc.call(listNotifications, { limit: 1 }, person)).unread;
  }
}
