import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type ChatSocket, type Frame } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import { type Role, Team } from './support/team.js';

const TWO = {
  'auth-service': 2,
  'user-service': 2,
  'workspace-service': 2,
  'message-service': 2,
  'realtime-gateway': 2,
  'bff-gateway': 2,
} as const;

let suite: LiveSuite;
let team: Team;
let open: number;
let closed: number;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: TWO });
  team = await Team.gather(suite);
  open = await team.person('owner').createChannel(team.workspaceId, 'open');
  closed = await team.person('owner').createChannel(team.workspaceId, 'closed', true);
});

afterAll(async () => {
  await team.close();
  await suite.stop();
});

const ofType = (type: string) => (frame: Frame) => frame.type === type;

function bodies({ frames }: ChatSocket): string[] {
  return frames.filter(ofType('new_message')).map(({ message }) => (message as { body: string }).body);
}

/** Waits until the frames that the socket has sent were served. */
async function served(socket: ChatSocket): Promise<void> {
  socket.send({ type: 'ping', t: 1 });
  await socket.next(ofType('pong'));
}

describe('over sockets', () => {
  it.each<[Role, string, string]>([
    ['owner', 'ok', 'ok'],
    ['admin', 'ok', 'not_found'],
    ['member', 'ok', 'not_found'],
    ['guest', 'not_found', 'not_found'],
    ['stranger', 'not_found', 'not_found'],
  ])('the %s joins and writes in a public channel (%s) and in a private one (%s)', async (role, inOpen, inClosed) => {
    await team.untilAnswered(inOpen, () => team.join(role, open));
    await expect(team.post(role, open)).resolves.toBe(inOpen);
    await team.untilAnswered(inClosed, () => team.join(role, closed));
    await expect(team.post(role, closed)).resolves.toBe(inClosed);
    const frame = { type: 'mark_read', channel_id: closed, seq: 0 };
    const socket = await team.socket(role);
    socket.send(frame);
    const answer = await socket.next(({ type }) => type === 'read_marker' || type === 'error');
    expect(answer).toMatchObject(inClosed === 'ok' ? { type: 'read_marker' } : { code: inClosed });
    socket.send({ type: 'typing', channel_id: closed });
    await served(socket);
    const refused = socket.frames.filter(({ code }) => code === 'not_joined');
    expect(refused).toHaveLength(inClosed === 'ok' ? 0 : 1);
  });

  it('a guest follows the channels they were taken into', async () => {
    const channelId = await team.person('owner').createChannel(team.workspaceId, 'with a guest');
    await expect(team.join('guest', channelId)).resolves.toBe('not_found');
    await team.person('owner').http.post(`/api/channels/${channelId}/members`, { user_id: team.idOf('guest') });
    await team.untilAnswered('ok', () => team.join('guest', channelId));
    await expect(team.post('guest', channelId)).resolves.toBe('ok');
  });

  it('nobody writes into an archived channel, and everybody who might goes on to read it', async () => {
    const channelId = await team.person('owner').createChannel(team.workspaceId, 'archived');
    await team.untilAnswered('ok', () => team.join('member', channelId));
    await team.person('owner').http.patch(`/api/channels/${channelId}`, { is_archived: true });
    await team.untilAnswered('forbidden', () => team.post('owner', channelId));
    for (const role of ['admin', 'member'] as const) {
      await expect(team.post(role, channelId)).resolves.toBe('forbidden');
      await expect(team.join(role, channelId)).resolves.toBe('ok');
    }
  });
});

describe('a message', () => {
  it.each<[Role, number, number]>([
    ['owner', 403, 204],
    ['admin', 403, 204],
    ['member', 200, 204],
    ['guest', 404, 404],
    ['stranger', 404, 404],
  ])('of a member is edited and deleted by the %s: %d, %d, as all sockets are told', async (role, edit, remove) => {
    const watching = await team.socket('member');
    await team.untilAnswered('ok', () => team.join('member', open));
    const path = `/api/messages/${await team.person('member').sendMessage(open, 'as it was')}/`;
    const { http } = team.person(role);
    await expect(http.patch(path, { body: 'changed' })).resolves.toMatchObject({ status: edit });
    await expect(http.delete(path)).resolves.toMatchObject({ status: remove });
    const id = path.split('/')[3];
    const told = (type: string) => watching.next((frame) => frame.type === type && frame.message_id === id);
    if (edit === 200) await expect(told('message_updated')).resolves.toMatchObject({ body: 'changed' });
    const { email } = team.person(role);
    if (remove === 204) await expect(told('message_deleted')).resolves.toMatchObject({ actor_email: email });
  });
});

describe('whoever may not read on gets nothing more', () => {
  /** Follows a channel as somebody, over one socket at each gateway. */
  async function follow(role: Role, channelId: number): Promise<readonly ChatSocket[]> {
    const sockets = [await team.person(role).socket('/ws/chat/', 2), await team.person(role).socket('/ws/chat/', 2)];
    for (const socket of sockets) {
      await eventually(async () => {
        socket.send({ type: 'join_channel', channel_id: channelId });
        await socket.next(ofType('joined'), 1_000);
      });
    }
    return sockets;
  }

  async function expectSilence(sockets: readonly ChatSocket[], channelId: number, reason: string): Promise<void> {
    for (const socket of sockets) {
      expect(await socket.next(ofType('left_channel'))).toMatchObject({ channel_id: channelId, reason });
    }
    const owner = await team.socket('owner');
    await team.person('owner').sendMessage(channelId, 'secret');
    await owner.next(({ message }) => (message as { body: string } | undefined)?.body === 'secret');
    for (const socket of sockets) await served(socket);
    expect(sockets.map(bodies)).toEqual(sockets.map(() => ['before']));
    await Promise.all(sockets.map((socket) => socket.close()));
  }

  async function channelWith(role: Role, name: string): Promise<readonly [number, readonly ChatSocket[]]> {
    const channelId = await team.person('owner').createChannel(team.workspaceId, name);
    await team.untilAnswered('ok', () => team.join('owner', channelId));
    const sockets = await follow(role, channelId);
    await team.person('owner').sendMessage(channelId, 'before');
    for (const socket of sockets) await socket.next(ofType('new_message'));
    return [channelId, sockets];
  }

  it('when the channel becomes private', async () => {
    const [channelId, sockets] = await channelWith('member', 'soon private');
    await team.person('owner').http.patch(`/api/channels/${channelId}`, { is_private: true });
    await expectSilence(sockets, channelId, 'removed');
  });

  it('when they become guests', async () => {
    const [channelId, sockets] = await channelWith('admin', 'not for guests');
    const path = `/api/workspaces/${team.workspaceId}/members/${team.idOf('admin')}`;
    await expect(team.person('owner').http.patch(path, { role: 'guest' })).resolves.toMatchObject({ status: 200 });
    await expectSilence(sockets, channelId, 'removed');
  });

  it('when they are removed from the workspace, in the middle of a stream, over sockets and HTTP', async () => {
    const [channelId, sockets] = await channelWith('member', 'a stream');
    const owner = await team.socket('owner');
    let sent = 0;
    const end = new AbortController();
    const stream = (async () => {
      while (!end.signal.aborted) await team.person('owner').sendMessage(channelId, `#${(sent += 1)}`);
    })();
    await sockets[0]?.next(ofType('new_message'));
    const path = `/api/workspaces/${team.workspaceId}/members/${team.idOf('member')}`;
    await expect(team.person('owner').http.delete(path)).resolves.toMatchObject({ status: 204 });
    for (const socket of sockets) await socket.next(ofType('left_channel'));
    const seen = sockets.map((socket) => bodies(socket).length);
    const until = sent + 10;
    await eventually(() => expect(sent).toBeGreaterThan(until), { within: 10_000 });
    end.abort();
    await stream;
    await owner.next(({ message }) => (message as { body: string } | undefined)?.body === `#${sent}`);
    for (const socket of sockets) await served(socket);
    expect(sockets.map((socket) => bodies(socket).length)).toEqual(seen);
    const { http } = team.person('member');
    const query = { channel_id: channelId };
    await eventually(async () => expect((await http.get('/api/messages/', { query })).status).toBe(404));
    await expect(http.post('/api/messages/', { ...query, body: 'x' })).resolves.toMatchObject({ status: 404 });
    await Promise.all(sockets.map((socket) => socket.close()));
  });
});
