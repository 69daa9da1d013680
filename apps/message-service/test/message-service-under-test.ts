import { channelCreated, memberAdded, type ChannelAccess, type MemberAdded } from '@atrium/contracts';
import { Database, statement, UnitOfWork } from '@atrium/persistence';
import { RpcClient } from '@atrium/rpc';
import { parseConfig, startService, type StartedService } from '@atrium/service';
import { eventually, startTestService, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { messageService } from '../src/message-service.js';
import { WorkspaceDouble } from './workspace-double.js';

const READERS = statement<{ user_id: string }>(
  'test-readers',
  'SELECT user_id FROM channel_reader WHERE channel_id = $1 AND user_id = ANY($2)',
);

const LOG = statement<StoredMessage>(
  'test-log',
  `SELECT m.id, m.conversation_id AS "conversationId", m.seq::int, m.ordinal::int, m.sender_id AS "senderId",
     m.client_id AS "clientId", m.body, m.created_at AS "createdAt"
   FROM message m JOIN conversation v ON v.id = m.conversation_id WHERE v.channel_id = $1 ORDER BY m.seq`,
);

const COUNT = statement<{ messages: number; events: number; conversations: number; seqs: number }>(
  'test-count',
  `SELECT (SELECT count(*)::int FROM message) AS messages, (SELECT count(*)::int FROM outbox) AS events,
     (SELECT count(*)::int FROM conversation) AS conversations,
     (SELECT coalesce(sum(seq), 0)::int FROM conversation) AS seqs`,
);

/** A row of the message table. */
export interface StoredMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly ordinal: number;
  readonly senderId: string;
  readonly clientId: string | null;
  readonly body: string;
  readonly createdAt: Date;
}

/** The service with what its tests ask of it. */
export class MessageServiceUnderTest {
  /** Calls the service over NATS. */
  readonly rpc: RpcClient;
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly workspaces: WorkspaceDouble;
  private lastId = 0;

  private constructor(private readonly suite: ServiceUnderTest<StartedService>) {
    const { app } = suite.service;
    this.rpc = app.get(RpcClient, { strict: false });
    this.database = app.get(Database, { strict: false });
    this.unitOfWork = app.get(UnitOfWork, { strict: false });
    this.workspaces = new WorkspaceDouble(suite.nats);
  }

  /** Starts the service on a fresh database and a NATS server of its own, beside a stand-in for workspace-service. */
  static async start(): Promise<MessageServiceUnderTest> {
    const suite = await startTestService('messages', (environment) =>
      startService(messageService, parseConfig(messageService.config, environment)),
    );
    const started = new MessageServiceUnderTest(suite);
    await started.workspaces.serve();
    return started;
  }

  get events() {
    return this.suite.events;
  }

  get mint() {
    return this.suite.mint;
  }

  get nats() {
    return this.suite.nats;
  }

  stop(): Promise<void> {
    return this.suite.stop();
  }

  person(firstName: string): TestPerson {
    return this.suite.mint.person(firstName);
  }

  /** A channel in a workspace of its own that nobody has been told of. */
  newChannel(isPrivate = false): ChannelAccess {
    this.lastId += 1;
    const place = { channelId: this.lastId, workspaceId: 1_000 + this.lastId, name: `channel-${this.lastId}` };
    return { ...place, isPrivate, isArchived: false, role: 'member', version: 1 };
  }

  /** A channel that the service has learned of by events, with these members of its workspace; the first made it. */
  async givenChannel(members: readonly [TestPerson, ...TestPerson[]], isPrivate = false): Promise<ChannelAccess> {
    const channel = this.newChannel(isPrivate);
    await Promise.all([
      this.tellOfChannel(channel, members[0]),
      ...members.map((member) => this.tellOfMember(channel.workspaceId, member)),
    ]);
    await this.untilReaders(channel.channelId, isPrivate ? [members[0]] : members);
    return channel;
  }

  tellOfChannel(channel: ChannelAccess, creator: TestPerson, eventId?: string): Promise<void> {
    const occurredAt = new Date().toISOString();
    return this.events.publish(channelCreated, { ...channel, createdBy: creator.userId, occurredAt }, eventId);
  }

  tellOfMember(workspaceId: number, { userId }: TestPerson, eventId?: string): Promise<void> {
    const occurredAt = new Date().toISOString();
    const joined: MemberAdded = { workspaceId, userId, role: 'member', version: 1, occurredAt };
    return this.events.publish(memberAdded, joined, eventId);
  }

  /** Resolves once the projection lets all of these people read. */
  async untilReaders(channelId: number, people: readonly TestPerson[]): Promise<void> {
    const userIds = people.map(({ userId }) => userId);
    await eventually(async () => {
      const readers = await this.database.rows(READERS, [channelId, userIds]);
      if (readers.length < userIds.length) throw new Error(`Channel ${channelId} has ${readers.length} readers so far`);
    });
  }

  /** What is stored of a channel, in the order of the log. */
  log(channelId: number): Promise<StoredMessage[]> {
    return this.database.rows(LOG, [channelId]);
  }

  /** How much is stored in all: whatever is refused leaves this as it was. */
  async totals() {
    const [totals] = await this.database.rows(COUNT, []);
    return totals;
  }
}
