import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, HttpClient } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import { runCommand } from './support/operator.js';
import type { Person } from './support/person.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let suite: LiveSuite;
let olive: Person;
let mary: Person;
let stan: Person;
let workspaceId: number;
let channelId: number;

beforeAll(async () => {
  const two = { 'workspace-service': 2, 'message-service': 2, 'auth-service': 2, 'bff-gateway': 2 } as const;
  suite = await LiveSuite.start({ replicas: two });
  olive = await suite.signUp('olive', 'Olive Owner');
  mary = await suite.signUp('mary', 'Mary Member');
  stan = await suite.signUp('stan', 'Stan Stranger');
  workspaceId = await olive.createWorkspace('Engineering Team');
  channelId = await olive.createChannel(workspaceId);
});

afterAll(() => suite.stop());

async function idOf(person: Person): Promise<string> {
  return (await person.http.get<{ id: string }>('/auth/me/')).body.id;
}

const workspace = (path = '/') => `/api/workspaces/${workspaceId}${path}`;

describe('invitations', () => {
  it('by name are answered in the suite', async () => {
    const sent = await olive.http.post<{ id: string }>(workspace('/invitations'), { user: 'mary' });
    expect(sent.body).toMatchObject({ username: 'mary', email: null, role: 'member', invited_by: 'olive@example.com' });
    expect(sent.status).toBe(201);
    const listed = await mary.http.get<{ items: { id: string }[] }>('/api/invitations');
    expect(listed.body.items).toMatchObject([{ id: sent.body.id, workspace_name: 'Engineering Team' }]);
    const accepted = await mary.http.post(`/api/invitations/${sent.body.id}/accept`, {});
    expect(accepted.body).toEqual({ workspace_id: workspaceId });
    const mine = await mary.http.get(workspace());
    expect(mine.body).toMatchObject({ id: workspaceId, role: 'member', is_archived: false });
  });

  it('by mail bring a link, which works once', async () => {
    const sent = await olive.http.post(workspace('/invitations'), { email: 'stan@example.com', role: 'guest' });
    expect(sent.body).toMatchObject({ email: 'stan@example.com', user_id: null, username: null, role: 'guest' });
    const { text = '' } = await suite.mail.waitFor(({ text: body }) => body?.includes('/invitations/accept') === true);
    const link = new URL(/^http\S+$/m.exec(text)?.[0] ?? '');
    suite.logs.keepSecret('the token of an invitation', link.searchParams.get('token') ?? '');
    const page = await fetch(new URL(link.pathname + link.search, suite.url));
    expect(page.status).toBe(200);
    await expect(page.text()).resolves.toContain('You are invited');

    const token = link.searchParams.get('token');
    await expect(stan.http.get<{ items: [] }>('/api/invitations')).resolves.toMatchObject({ body: { items: [] } });
    const accepted = await stan.http.post('/api/invitations/accept', { token });
    expect(accepted.body).toEqual({ workspace_id: workspaceId });
    const again = await mary.http.post('/api/invitations/accept', { token });
    expect(again).toMatchObject({ status: 404, body: { code: 'INVITATION_NOT_FOUND' } });
    expect(again.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('members and channels', () => {
  it('are managed by whoever may', async () => {
    const members = await mary.http.get<{ items: { user_id: string; role: string; email: string }[] }>(
      workspace('/members'),
    );
    expect(members.body.items.map(({ email, role }) => `${email} ${role}`).toSorted()).toEqual([
      'mary@example.com member',
      'olive@example.com owner',
      'stan@example.com guest',
    ]);
    const refused = await mary.http.patch(workspace('/'), { name: 'Mine' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    const promoted = await olive.http.patch(workspace(`/members/${await idOf(mary)}`), { role: 'admin' });
    expect(promoted.body).toEqual({ role: 'admin' });
    expect((await mary.http.patch(workspace('/'), { description: 'All of us' })).body).toMatchObject({
      description: 'All of us',
    });
    expect(await olive.http.post(workspace('/leave'), {})).toMatchObject({ status: 409, body: { code: 'LAST_OWNER' } });
  });

  it('show a guest nothing but their channels', async () => {
    const path = `/api/channels/${channelId}/`;
    expect(await stan.http.get(path)).toMatchObject({ status: 404, body: { code: 'CHANNEL_NOT_FOUND' } });
    const added = await mary.http.post(`${path}members`, { user_id: await idOf(stan) });
    expect(added.status).toBe(204);
    expect((await stan.http.get(path)).body).toMatchObject({ name: 'general', is_private: 0, is_member: true });
    const listed = await stan.http.get('/api/channels/', { query: { workspace_id: workspaceId } });
    expect(listed.body).toMatchObject({ status: 'success', data: [{ id: channelId }] });
  });

  it('refuse fields they do not know, and ids that are none', async () => {
    const path = `/api/channels/${channelId}/`;
    const unknown = await olive.http.patch(path, { name: 'general', colour: 'red' });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
    expect((await olive.http.get('/api/workspaces/abc/')).status).toBe(400);
    expect((await olive.http.get('/api/workspaces/999999/')).status).toBe(404);
    expect((await new HttpClient(suite.url).get(workspace('/members'))).status).toBe(401);
  });
});

describe('analytics and activities', () => {
  it('answer as their README shows, from sums that follow the messages', async () => {
    for (const body of ['Hello everyone!', 'Hello again']) await olive.sendMessage(channelId, body);
    const messageId = await mary.sendMessage(channelId, 'Hello team!');
    const today = new Date().toISOString().slice(0, 10);
    await eventually(async () => {
      const { body } = await olive.http.post<{ data: { day: string; count: number }[] }>(
        '/api/metrics/messages-per-day',
        { workspace_id: workspaceId },
      );
      expect(body.data).toHaveLength(14);
      expect(body).toMatchObject({ status: 'success' });
      expect(body.data.at(-1)).toEqual({ day: today, count: 3 });
      expect(body.data[0]).toEqual({ day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), count: 0 });
    });
    const active = await olive.http.post('/api/metrics/active-users', { workspace_id: workspaceId, minutes: 15 });
    expect(active.body).toEqual({ status: 'success', data: { active_count: 2 } });
    const feed = await olive.http.post<{ data: object[] }>('/api/activities/', {
      workspace_id: workspaceId,
      limit: 50,
    });
    expect(feed.body.data[0]).toEqual({
      id: expect.any(Number),
      actor_email: 'mary@example.com',
      type: 'message_sent',
      ref_id: messageId,
      summary: 'Mary sent a message in #general',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
    });
    expect(messageId).toMatch(UUID);

    const channels = await mary.http.get(workspace('/metrics/channels'));
    expect(channels.body).toEqual({ items: [{ channel_id: channelId, name: 'general', messages: 3 }] });
    const members = await mary.http.get(workspace('/metrics/members'));
    expect(members.body).toMatchObject({ items: [{ email: 'olive@example.com', messages: 2 }, { messages: 1 }] });
    const guest = await stan.http.post('/api/metrics/messages-per-day', { workspace_id: workspaceId });
    expect(guest).toMatchObject({ status: 403, body: { status: 'error' } });
    const nowhere = { workspace_id: workspaceId, time_zone: 'Europe/Atlantis' };
    expect((await mary.http.post('/api/metrics/messages-per-day', nowhere)).status).toBe(400);
  });

  it('can be counted anew, which finds nothing wrong', async () => {
    const rebuilt = await runCommand(suite, ['rebuild-metrics', '--workspace', String(workspaceId)]);
    expect(rebuilt).toEqual({ code: 0, stdout: 'Messages counted: 3. The counts had been right.\n', stderr: '' });
    const everywhere = await runCommand(suite, ['rebuild-metrics']);
    expect(everywhere.stdout).toContain('The counts had been right.');
    await expect(runCommand(suite, ['rebuild-metrics', '--workspace', 'x'])).resolves.toMatchObject({ code: 2 });
  });
});

describe('the end', () => {
  it('of an account passes its workspaces on', async () => {
    const { body } = await olive.http.get<{ id: string }>('/auth/me/');
    expect((await olive.http.delete(`/api/users/${body.id}/`)).status).toBe(204);
    await eventually(async () => {
      expect((await mary.http.get(workspace())).body).toMatchObject({ role: 'owner' });
    });
  });

  it('of a workspace takes everything along', async () => {
    expect((await mary.http.patch(workspace('/'), { is_archived: true })).status).toBe(200);
    const archived = await mary.http.post('/api/channels/', { workspace_id: workspaceId, name: 'late' });
    expect(archived).toMatchObject({ status: 409, body: { status: 'error' } });
    expect((await mary.http.delete(workspace('/'))).status).toBe(204);
    expect(await stan.http.get(workspace())).toMatchObject({ status: 404 });
    expect((await mary.http.get('/api/workspaces/')).body).toEqual({ status: 'success', data: [] });
  });
});
