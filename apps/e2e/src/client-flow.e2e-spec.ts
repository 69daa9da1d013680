import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatSocket, eventually, HttpClient } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';

const SEED_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let suite: LiveSuite;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'realtime-gateway': 2 } });
});

afterAll(() => suite.stop());

/** The workspace API's "Complete Client Flow Example", each step as its README writes it. */
describe('the client flow', () => {
  let alice: HttpClient;
  let accessToken: string;

  beforeAll(() => {
    alice = suite.stranger();
  });

  it('registers a user', async () => {
    const { status, body } = await alice.post('/api/register/', {
      username: 'alice',
      password: 'securePass123',
      email: 'alice@example.com',
      full_name: 'Alice Johnson',
    });
    expect(body).toEqual({ status: 'success', message: 'User registered successfully!' });
    expect(status).toBe(201);
  });

  it('sends a six-digit code by e-mail and signs in with it, once', async () => {
    const asked = await alice.post('/api/request-otp/', { email: 'alice@example.com' });
    expect(asked.body).toEqual({ status: 'success', message: 'OTP sent to alice@example.com' });

    const { text } = await suite.mail.waitForMailTo('alice@example.com');
    const [otp = ''] = /\b\d{6}\b/.exec(text ?? '') ?? [];
    const login = await alice.post('/api/verify-otp/', { email: 'alice@example.com', otp });
    expect(login.body).toEqual({ status: 'success', message: 'Login successful!' });
    expect(login.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^access_token=.+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^refresh_token=.+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^id_token=.+; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    accessToken = alice.cookies.get('access_token') ?? '';

    const again = await suite.stranger().post('/api/verify-otp/', { email: 'alice@example.com', otp });
    expect(again.status).toBe(400);
    expect(again.body).toEqual({ status: 'error', message: 'Invalid or expired OTP' });
  });

  it('creates a workspace and lists it', async () => {
    const created = await alice.post('/api/workspaces/', { name: 'My Team', description: 'Team workspace' });
    expect(created.body).toEqual({ status: 'success', workspace_id: 1 });

    const { body } = await alice.get('/api/workspaces/');
    expect(body).toEqual({
      status: 'success',
      data: [
        {
          id: 1,
          name: 'My Team',
          description: 'Team workspace',
          created_by: 'alice@example.com',
          created_at: expect.stringMatching(SEED_TIME),
        },
      ],
    });
  });

  it('creates a channel and lists it', async () => {
    const created = await alice.post('/api/channels/', { workspace_id: 1, name: 'general', is_private: false });
    expect(created.body).toEqual({ status: 'success', channel_id: 1 });

    const { body } = await alice.get('/api/channels/?workspace_id=1');
    expect(body).toEqual({
      status: 'success',
      data: [{ id: 1, workspace_id: 1, name: 'general', is_private: 0, created_at: expect.stringMatching(SEED_TIME) }],
    });
  });

  it('joins and sends over a socket, in one breath, and gets the message back', async () => {
    const socket = await ChatSocket.connect(suite.url, '/ws/chat/', { token: accessToken });
    socket.send({ type: 'join_channel', channel_id: 1 });
    socket.send({ type: 'send_message', channel_id: 1, body: 'Hello team!' });

    const frame = await socket.next();
    expect(frame).toEqual({
      type: 'new_message',
      message: {
        id: expect.stringMatching(UUID),
        sender_email: 'alice@example.com',
        body: 'Hello team!',
        created_at: expect.stringMatching(SEED_TIME),
      },
    });
    expect(Object.keys(frame.message as object)).toEqual(['id', 'sender_email', 'body', 'created_at']);
    await socket.close();
  });

  it('reaches every joined socket on every gateway, also with a message sent by POST', async () => {
    // Connections go round the gateways, so that two in a row stand on different ones.
    const viaToken = await ChatSocket.connect(suite.url, '/ws/chat/', { token: accessToken });
    const viaCookie = await ChatSocket.connect(suite.url, '/ws/chat/', { cookie: alice.cookieHeader });
    const notJoined = await ChatSocket.connect(suite.url, '/ws/chat/', { token: accessToken });
    for (const socket of [viaToken, viaCookie]) {
      socket.send({ type: 'join_channel', channel_id: 1 });
      // The answer to the bad frame says that the join before it is done.
      socket.send({ type: 'nonsense' });
      await socket.next(({ type }) => type === 'error');
    }

    const sent = await alice.post('/api/messages/', { channel_id: 1, body: 'Hello everyone!' });
    expect(sent.body).toEqual({ status: 'success', message_id: expect.stringMatching(UUID) });
    const { message_id: id } = sent.body as { message_id: string };
    const isSent = ({ type, message }: Record<string, unknown>) =>
      type === 'new_message' && (message as { id: string }).id === id;
    const [first, second] = await Promise.all([viaToken.next(isSent), viaCookie.next(isSent)]);
    expect(second).toEqual(first);
    expect(notJoined.frames).toEqual([]);
    await Promise.all([viaToken.close(), viaCookie.close(), notJoined.close()]);
  });

  it('lists the messages, oldest first', async () => {
    const { body } = await alice.get('/api/messages/?channel_id=1');
    expect(body).toEqual({
      status: 'success',
      data: ['Hello team!', 'Hello everyone!'].map((text) => ({
        id: expect.stringMatching(UUID),
        sender_email: 'alice@example.com',
        body: text,
        created_at: expect.stringMatching(SEED_TIME),
      })),
    });
  });

  it('lists an activity for every message, newest first', async () => {
    const { data } = await eventually(async () => {
      const { body } = await alice.post('/api/activities/', { workspace_id: 1, limit: 50 });
      const activities = (body as { data: { type: string }[] }).data.filter(({ type }) => type === 'message_sent');
      expect(activities).toHaveLength(2);
      return { data: activities };
    });
    const [newest] = data;
    expect(newest).toEqual({
      id: expect.any(Number),
      actor_email: 'alice@example.com',
      type: 'message_sent',
      ref_id: expect.stringMatching(UUID),
      summary: 'Alice sent a message in #general',
      created_at: expect.stringMatching(SEED_TIME),
    });
  });

  it('shows her own profile', async () => {
    const { body } = await new HttpClient(suite.url).withToken(accessToken).get('/auth/me/');
    expect(body).toMatchObject({
      username: 'alice',
      email: 'alice@example.com',
      first_name: 'Alice',
      last_name: 'Johnson',
    });
  });

  it('lists her devices: none yet', async () => {
    const { body } = await alice.get('/api/devices');
    expect(body).toEqual({ items: [], next: null });
  });

  it('renews the cookies', async () => {
    const { status, body } = await alice.post('/api/refresh/');
    expect({ status, body }).toEqual({ status: 204, body: '' });
    expect(alice.cookies.get('access_token')).not.toBe(accessToken);
    expect((await alice.get('/api/workspaces/')).status).toBe(200);
  });

  it('logs out: the cookies are cleared and the refresh token is worth nothing any more', async () => {
    const cookieHeader = alice.cookieHeader;
    const { body } = await alice.post('/api/logout/');
    expect(body).toEqual({ status: 'success', message: 'Logged out' });
    expect(alice.cookies.size).toBe(0);
    expect((await alice.get('/api/workspaces/')).status).toBe(401);

    const thief = await suite.stranger().post('/api/refresh/', undefined, { headers: { cookie: cookieHeader } });
    expect(thief.status).toBe(401);
  });
});

describe('what only members see', () => {
  it('hides a workspace, its channels, messages and activities from everyone else', async () => {
    const owner = await suite.signUp('olivia');
    const stranger = await suite.signUp('mallory');
    const workspaceId = await owner.createWorkspace('Secret');
    const channelId = await owner.createChannel(workspaceId, 'plans', true);
    await owner.sendMessage(channelId, 'nobody else reads this');

    const { http } = stranger;
    const refused = await Promise.all([
      http.get(`/api/channels/?workspace_id=${workspaceId}`),
      http.get(`/api/messages/?channel_id=${channelId}`),
      http.post('/api/messages/', { channel_id: channelId, body: 'let me in' }),
      http.post('/api/channels/', { workspace_id: workspaceId, name: 'mine' }),
      http.post('/api/activities/', { workspace_id: workspaceId }),
    ]);
    for (const { status, body } of refused) {
      expect(status).toBe(404);
      expect(body).toEqual({ status: 'error', message: expect.any(String) });
    }
    expect((await http.get('/api/workspaces/')).body).toEqual({ status: 'success', data: [] });

    const socket = await stranger.chat();
    socket.send({ type: 'join_channel', channel_id: channelId });
    expect(await socket.next()).toMatchObject({ type: 'error', code: 'not_found' });
    await owner.sendMessage(channelId, 'still nobody');
    expect(await owner.readBodies(channelId)).toEqual(['nobody else reads this', 'still nobody']);
    expect(socket.frames.filter(({ type }) => type === 'new_message')).toEqual([]);
    await socket.close();
  });
});

describe('the pages around it', () => {
  it('leads from / to the home page, which says that everything is well', async () => {
    const root = await suite.stranger().get('/');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/home/']);

    const home = await suite.stranger().get<string>('/home/');
    expect(home.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(home.body).toContain('Everything is well.');
  });

  it('answers health, documents and the OpenAPI description', async () => {
    const health = await suite.stranger().get('/health');
    expect(health.body).toMatchObject({ status: 'ok', service: 'bff-gateway' });
    expect((await suite.stranger().get('/api/docs')).status).toBe(200);
    const { body } = await suite.stranger().get<{ paths: object }>('/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/register',
        '/api/verify-otp',
        '/api/workspaces',
        '/api/channels',
        '/api/messages',
        '/api/activities',
      ]),
    );
    const sockets = await suite.stranger().get<{ asyncapi: string }>('/api/asyncapi.json');
    expect(sockets.body).toMatchObject({ asyncapi: '3.0.0', channels: { ws_chat: { address: '/ws/chat/' } } });
  });
});
