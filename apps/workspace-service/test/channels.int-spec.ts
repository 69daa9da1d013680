import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  channelCreated,
  createChannel,
  createWorkspace,
  getChannelAccess,
  listActivities,
  listChannels,
} from '@atrium/contracts';
import { AS_SERVICE } from '@atrium/rpc';
import type { TestPerson } from '@atrium/testing';

import { startWorkspaceService, type WorkspaceServiceUnderTest } from './workspace-service-under-test.js';

describe('channels', () => {
  let suite: WorkspaceServiceUnderTest;
  let owner: TestPerson;
  let member: TestPerson;
  let guest: TestPerson;
  let stranger: TestPerson;
  let workspaceId: number;

  beforeAll(async () => {
    suite = await startWorkspaceService();
    owner = suite.mint.person('Olive');
    member = suite.mint.person('Mary');
    guest = suite.mint.person('Gus');
    stranger = suite.mint.person('Stan');
  });

  afterAll(() => suite.stop());

  beforeEach(async () => {
    ({ workspaceId } = await suite.rpc.call(createWorkspace, { name: 'Team', description: '' }, owner));
    await suite.addMember(workspaceId, member, 'member');
    await suite.addMember(workspaceId, guest, 'guest');
  });

  async function givenChannel(name: string, isPrivate = false, creator = owner): Promise<number> {
    const { channelId } = await suite.rpc.call(createChannel, { workspaceId, name, isPrivate }, creator);
    return channelId;
  }

  async function namesSeenBy(person: TestPerson): Promise<string[]> {
    return (await suite.rpc.call(listChannels, { workspaceId }, person)).map(({ name }) => name);
  }

  describe('creating', () => {
    it('stores the channel, tells the suite and adds a line to the feed', async () => {
      const channelId = await givenChannel(' general ', false, member);
      await expect(suite.rpc.call(listChannels, { workspaceId }, member)).resolves.toEqual([
        {
          id: channelId,
          workspace_id: workspaceId,
          name: 'general',
          is_private: 0,
          created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        },
      ]);
      await expect(suite.events.take(channelCreated)).resolves.toMatchObject({
        channelId,
        workspaceId,
        name: 'general',
        isPrivate: false,
        createdBy: member.userId,
        version: 3,
      });
      const [newest] = await suite.rpc.call(listActivities, { workspaceId, limit: 1 }, owner);
      expect(newest).toMatchObject({
        actor_email: 'mary@example.com',
        type: 'channel_created',
        ref_id: channelId,
        summary: 'Mary created the channel #general',
      });
    });

    it.each([
      ['general', 'General'],
      ['ÄRGER', ' ärger '],
      ['ﬁnance', 'finance'],
    ])('refuses a second channel: %s, then %s', async (first, second) => {
      await givenChannel(first);
      await expect(givenChannel(second, true, member)).rejects.toMatchObject({
        code: 'CHANNEL_NAME_TAKEN',
        fields: { name: [expect.any(String)] },
      });
      await expect(namesSeenBy(owner)).resolves.toEqual([first]);
    });

    it('takes a name of as many emoji as of letters', async () => {
      const name = '❤️'.repeat(80);
      await givenChannel(name);
      await expect(namesSeenBy(owner)).resolves.toEqual([name]);
    });

    it('lets one of two who choose a name at once have it', async () => {
      const attempts = await Promise.allSettled([givenChannel('race'), givenChannel('RACE', false, member)]);
      expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('allows the same name in another workspace', async () => {
      await givenChannel('general');
      const other = await suite.rpc.call(createWorkspace, { name: 'Other', description: '' }, owner);
      const request = { workspaceId: other.workspaceId, name: 'general', isPrivate: false };
      await expect(suite.rpc.call(createChannel, request, owner)).resolves.toEqual({ channelId: expect.any(Number) });
    });

    it.each(['', '  ', 'x'.repeat(81), 'nul\0'])('refuses the name %j', async (name) => {
      await expect(givenChannel(name)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      await expect(namesSeenBy(owner)).resolves.toEqual([]);
    });

    it('is not for guests', async () => {
      await expect(givenChannel('mine', false, guest)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('does not tell strangers that the workspace exists', async () => {
      await expect(givenChannel('mine', false, stranger)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
    });
  });

  describe('listing', () => {
    it('shows a private channel to those in it only, guests no other, oldest first', async () => {
      await givenChannel('general');
      await givenChannel('secret', true);
      await givenChannel('another');
      await expect(namesSeenBy(owner)).resolves.toEqual(['general', 'secret', 'another']);
      await expect(namesSeenBy(member)).resolves.toEqual(['general', 'another']);
      await expect(namesSeenBy(guest)).resolves.toEqual([]);
      const seen = await suite.rpc.call(listChannels, { workspaceId }, owner);
      expect(seen.map(({ is_private }) => is_private)).toEqual([0, 1, 0]);
    });

    it('answers strangers as it answers for a workspace that is not there', async () => {
      const refusals = await Promise.all(
        [workspaceId, 2_147_483_647].map((id) =>
          suite.rpc.call(listChannels, { workspaceId: id }, stranger).catch((error: unknown) => error),
        ),
      );
      expect(refusals[0]).toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
      expect(refusals[1]).toEqual(refusals[0]);
    });

    it.each([0, -1, 1.5, 2_147_483_648, '1'])('refuses %j for a workspace id', async (id) => {
      await expect(suite.rpc.call(listChannels, { workspaceId: id as number }, owner)).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    });
  });

  describe('access', () => {
    const accessOf = (channelId: number, { userId }: Pick<TestPerson, 'userId'>) =>
      suite.rpc.call(getChannelAccess, { channelId, userId }, AS_SERVICE);

    it('to a public channel is every member’s but a guest’s', async () => {
      const channelId = await givenChannel('general');
      const access = { channelId, workspaceId, name: 'general', isPrivate: false, isArchived: false, version: 3 };
      await expect(accessOf(channelId, owner)).resolves.toEqual({ ...access, role: 'owner' });
      await expect(accessOf(channelId, member)).resolves.toEqual({ ...access, role: 'member' });
      await expect(accessOf(channelId, guest)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    });

    it('to a private channel is only theirs who are in it', async () => {
      const channelId = await givenChannel('secret', true);
      await expect(accessOf(channelId, owner)).resolves.toMatchObject({ isPrivate: true });
      await expect(accessOf(channelId, member)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    });

    it('is not a stranger’s, nor to a channel that is not there', async () => {
      const channelId = await givenChannel('general');
      await expect(accessOf(channelId, stranger)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
      await expect(accessOf(channelId, { userId: randomUUID() })).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
      await expect(accessOf(2_147_483_647, owner)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    });

    it('ends with the membership of the workspace, even in a private channel', async () => {
      const channelId = await givenChannel('secret', true, member);
      await suite.removeMember(workspaceId, member);
      await expect(accessOf(channelId, member)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    });

    it('can be asked by services only', async () => {
      const request = { channelId: await givenChannel('general'), userId: owner.userId };
      await expect(suite.rpc.call(getChannelAccess, request, owner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });
});
