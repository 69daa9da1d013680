import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addChannelMember,
  channelChanged,
  channelMemberAdded,
  channelMemberRemoved,
  createChannel,
  createWorkspace,
  findUsers,
  getChannel,
  joinChannel,
  leaveChannel,
  listActivities,
  listChannelMembers,
  listChannels,
  removeChannelMember,
  updateChannel,
} from '@atrium/contracts';
import { stubRpc, type TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

const PEOPLE = ['owner', 'admin', 'maker', 'member', 'guest', 'insideGuest', 'stranger'] as const;
type Somebody = (typeof PEOPLE)[number];

let suite: WorkspaceServiceUnderTest;
let people: Record<Somebody, TestPerson>;
let workspaceId: number;

beforeAll(async () => {
  suite = await startWorkspaceService();
  await stubRpc(suite.nats, findUsers, () => []);
});

afterAll(() => suite.stop());

beforeEach(async () => {
  const named = PEOPLE.map((name) => [name, suite.mint.person(name)] as const);
  people = Object.fromEntries(named) as Record<Somebody, TestPerson>;
  ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, people.owner));
  await suite.addMember(workspaceId, people.admin, 'admin');
  for (const name of ['maker', 'member'] as const) await suite.addMember(workspaceId, people[name], 'member');
  for (const name of ['guest', 'insideGuest'] as const) await suite.addMember(workspaceId, people[name], 'guest');
});

/** A channel of the maker's with a guest in it. */
async function givenChannel(isPrivate: boolean, name = 'topic'): Promise<number> {
  const { channelId } = await suite.rpc.call(createChannel, { workspaceId, name, isPrivate }, people.maker);
  await suite.rpc.call(addChannelMember, { channelId, userId: people.insideGuest.userId }, people.maker);
  return channelId;
}

async function outcomeOf(calling: Promise<unknown>): Promise<string> {
  return calling.then(
    () => 'OK',
    (error: unknown) => (error as { code: string }).code,
  );
}

const OUT = 'CHANNEL_NOT_FOUND';
const NO = 'FORBIDDEN';
/** In the order of PEOPLE. */
const READS = { open: ['OK', 'OK', 'OK', 'OK', OUT, 'OK', OUT], secret: [OUT, OUT, 'OK', OUT, OUT, 'OK', OUT] };
const RUNS = { open: ['OK', 'OK', 'OK', NO, OUT, NO, OUT], secret: [OUT, OUT, 'OK', OUT, OUT, NO, OUT] };
const WRITES = { open: ['OK', 'OK', 'OK', 'OK', OUT, NO, OUT], secret: [OUT, OUT, 'OK', OUT, OUT, NO, OUT] };

type Call = (channelId: number, who: TestPerson) => Promise<unknown>;
const RIGHTS: readonly (readonly [string, Call, { readonly open: string[]; readonly secret: string[] }])[] = [
  ['see it', (channelId, who) => suite.rpc.call(getChannel, { channelId }, who), READS],
  ['list its members', (channelId, who) => suite.rpc.call(listChannelMembers, { channelId, limit: 9 }, who), READS],
  ['join it', (channelId, who) => suite.rpc.call(joinChannel, { channelId }, who), READS],
  ['leave it', (channelId, who) => suite.rpc.call(leaveChannel, { channelId }, who), READS],
  ['rename it', (channelId, who) => suite.rpc.call(updateChannel, { channelId, name: 'new' }, who), RUNS],
  ['archive it', (channelId, who) => suite.rpc.call(updateChannel, { channelId, isArchived: true }, who), RUNS],
  [
    'add a member',
    (channelId, who) => suite.rpc.call(addChannelMember, { channelId, userId: people.guest.userId }, who),
    WRITES,
  ],
  [
    'take out a member',
    async (channelId, who) => {
      const { userId } = people.member;
      await suite.rpc.call(addChannelMember, { channelId, userId }, people.maker);
      return suite.rpc.call(removeChannelMember, { channelId, userId }, who);
    },
    // The one who is taken out is in it: they take out themselves.
    {
      open: RUNS.open.with(PEOPLE.indexOf('member'), 'OK'),
      secret: RUNS.secret.with(PEOPLE.indexOf('member'), 'OK'),
    },
  ],
];

describe.each(['open', 'secret'] as const)('who may, of a channel that is %s,', (kind) => {
  describe.each(RIGHTS)('%s', (_, call, expected) => {
    it.each(PEOPLE)('as %s', async (who) => {
      const channelId = await givenChannel(kind === 'secret');
      await expect(outcomeOf(call(channelId, people[who]))).resolves.toBe(expected[kind][PEOPLE.indexOf(who)]);
    });
  });
});

describe('a channel', () => {
  const isOurs = ({ workspaceId: id }: { workspaceId: number }) => id === workspaceId;

  it('is joined and left once, however often it is asked', async () => {
    const channelId = await givenChannel(false);
    for (const call of [joinChannel, joinChannel, leaveChannel, leaveChannel]) {
      await suite.rpc.call(call, { channelId }, people.member);
    }
    const { userId } = people.member;
    // Workspace and owner are changes 1 and 2, the channel and its guest 3 and 4.
    await suite.events.take(channelMemberAdded, (told) => isOurs(told) && told.version === 4);
    await expect(suite.events.take(channelMemberAdded, isOurs)).resolves.toMatchObject({
      channelId,
      userId,
      version: 5,
    });
    await expect(suite.events.take(channelMemberRemoved, isOurs)).resolves.toMatchObject({
      channelId,
      userId,
      reason: 'left',
      version: 6,
    });
  });

  it('tells who was taken out', async () => {
    const channelId = await givenChannel(false);
    const { userId } = people.insideGuest;
    await suite.rpc.call(removeChannelMember, { channelId, userId }, people.owner);
    await expect(suite.events.take(channelMemberRemoved, isOurs)).resolves.toMatchObject({ userId, reason: 'removed' });
    await expect(suite.rpc.call(listChannels, { workspaceId }, people.insideGuest)).resolves.toEqual([]);
    const again = suite.rpc.call(removeChannelMember, { channelId, userId }, people.owner);
    await expect(again).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });

  it('takes only members of the workspace', async () => {
    const channelId = await givenChannel(false);
    const adding = suite.rpc.call(addChannelMember, { channelId, userId: people.stranger.userId }, people.owner);
    await expect(adding).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });

  it('that is closed keeps whoever closed it, and those who were in it', async () => {
    const channelId = await givenChannel(false);
    const closing = suite.rpc.call(updateChannel, { channelId, isPrivate: true }, people.admin);
    await expect(closing).resolves.toMatchObject({ is_private: 1, is_member: true });
    await expect(outcomeOf(suite.rpc.call(getChannel, { channelId }, people.owner))).resolves.toBe(OUT);
    const { items } = await suite.rpc.call(listChannelMembers, { channelId, limit: 10 }, people.maker);
    const { admin, maker, insideGuest } = people;
    expect(items.map(({ user_id: id }) => id)).toEqual([admin, maker, insideGuest].map((one) => one.userId).toSorted());
    await expect(suite.events.take(channelChanged, isOurs)).resolves.toMatchObject({ channelId, isPrivate: true });
  });

  it('that is archived frees its name, and needs a free one to come back', async () => {
    const channelId = await givenChannel(false);
    await suite.rpc.call(updateChannel, { channelId, isArchived: true }, people.maker);
    await expect(outcomeOf(suite.rpc.call(joinChannel, { channelId }, people.member))).resolves.toBe(
      'CHANNEL_ARCHIVED',
    );
    await expect(outcomeOf(suite.rpc.call(updateChannel, { channelId, name: 'x' }, people.maker))).resolves.toBe(
      'CHANNEL_ARCHIVED',
    );
    await expect(suite.rpc.call(listChannels, { workspaceId }, people.member)).resolves.toEqual([]);
    const archived = await suite.rpc.call(listChannels, { workspaceId, isArchived: true }, people.member);
    expect(archived.map(({ id }) => id)).toEqual([channelId]);

    await givenChannel(false, 'Topic');
    const restore = { channelId, isArchived: false };
    await expect(outcomeOf(suite.rpc.call(updateChannel, restore, people.maker))).resolves.toBe('CHANNEL_NAME_TAKEN');
    await suite.rpc.call(updateChannel, { ...restore, name: 'topic-1' }, people.maker);
    const lines = await suite.rpc.call(listActivities, { workspaceId, limit: 5 }, people.owner);
    expect(lines.map(({ summary }) => summary)).toEqual([
      'maker restored the channel #topic-1',
      'maker renamed a channel to #topic-1',
      'maker created the channel #Topic',
      'maker archived the channel #topic',
      'maker created the channel #topic',
    ]);
  });

  it('that is private and empty is archived', async () => {
    const channelId = await givenChannel(true);
    await suite.rpc.call(leaveChannel, { channelId }, people.insideGuest);
    await suite.rpc.call(leaveChannel, { channelId }, people.maker);
    await expect(suite.events.take(channelChanged, isOurs)).resolves.toMatchObject({ channelId, isArchived: true });
    await givenChannel(true);
  });

  it.each([{ name: ' ' }, { name: 'x'.repeat(81) }, { name: 'a\nb' }, { isPrivate: 1 as unknown as boolean }])(
    'refuses %j',
    async (update) => {
      const channelId = await givenChannel(false);
      const updating = suite.rpc.call(updateChannel, { channelId, ...update }, people.owner);
      await expect(updating).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    },
  );

  it('is listed in pages', async () => {
    const ids = [
      await givenChannel(false, 'one'),
      await givenChannel(false, 'two'),
      await givenChannel(false, 'three'),
    ];
    const first = await suite.rpc.call(listChannels, { workspaceId, limit: 2 }, people.owner);
    expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = await suite.rpc.call(listChannels, { workspaceId, after: ids[1] ?? 0 }, people.owner);
    expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
  });
});
