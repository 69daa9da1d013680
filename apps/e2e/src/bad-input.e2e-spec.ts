import { generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, UpgradeRefused, ChatSocket } from '@atrium/testing';
import { JwtService } from '@nestjs/jwt';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

let suite: LiveSuite;
let owner: Person;

beforeAll(async () => {
  suite = await LiveSuite.start();
  owner = await suite.signUp('owner');
  await owner.createWorkspace('Team');
  await owner.createChannel(1, 'general');
});

afterAll(() => suite.stop());

const LONG = 'x'.repeat(20_000);

/** [endpoint, fault, body] */
const BAD_BODIES: readonly (readonly [string, string, unknown])[] = [
  ['/api/register/', 'nothing', {}],
  ['/api/register/', 'a short password', { username: 'a', password: 'short', email: 'a@example.com' }],
  ['/api/register/', 'a number for a name', { username: 7, password: 'securePass123', email: 'a@example.com' }],
  ['/api/register/', 'an odd name', { username: 'a b', password: 'securePass123', email: 'a@example.com' }],
  ['/api/register/', 'no e-mail address', { username: 'a', password: 'securePass123', email: 'nobody' }],
  ['/api/register/', 'a long password', { username: 'a', password: LONG, email: 'a@example.com' }],
  ['/api/register/', 'a list', []],
  ['/api/request-otp/', 'nothing', {}],
  ['/api/request-otp/', 'no e-mail address', { email: 'nobody' }],
  ['/api/request-otp/', 'an object', { email: { $ne: null } }],
  ['/api/verify-otp/', 'nothing', {}],
  ['/api/verify-otp/', 'a number for a code', { email: 'owner@example.com', otp: 123456 }],
  ['/api/verify-otp/', 'five digits', { email: 'owner@example.com', otp: '12345' }],
  ['/api/verify-otp/', 'a wrong code', { email: 'owner@example.com', otp: '000000' }],
  ['/api/verify-otp/', 'an unknown address', { email: 'nobody@example.com', otp: '123456' }],
  ['/api/workspaces/', 'nothing', {}],
  ['/api/workspaces/', 'a blank name', { name: '  ' }],
  ['/api/workspaces/', 'a long name', { name: LONG }],
  ['/api/workspaces/', 'a null name', { name: null }],
  ['/api/workspaces/', 'a number for a description', { name: 'x', description: 5 }],
  ['/api/channels/', 'nothing', {}],
  ['/api/channels/', 'text for a workspace', { workspace_id: '1', name: 'x' }],
  ['/api/channels/', 'a fraction for a workspace', { workspace_id: 1.5, name: 'x' }],
  ['/api/channels/', 'an id past all ids', { workspace_id: 1e15, name: 'x' }],
  ['/api/channels/', 'text for is_private', { workspace_id: 1, name: 'x', is_private: 'no' }],
  ['/api/channels/', 'a long name', { workspace_id: 1, name: LONG }],
  ['/api/messages/', 'nothing', {}],
  ['/api/messages/', 'no body', { channel_id: 1 }],
  ['/api/messages/', 'an empty body', { channel_id: 1, body: '' }],
  ['/api/messages/', 'a body that is too long', { channel_id: 1, body: LONG }],
  ['/api/messages/', 'a NUL in the body', { channel_id: 1, body: 'a\u0000b' }],
  ['/api/messages/', 'an object for a body', { channel_id: 1, body: { text: 'x' } }],
  ['/api/messages/', 'a negative channel', { channel_id: -1, body: 'x' }],
  ['/api/messages/', 'an odd client id', { channel_id: 1, body: 'x', client_id: 'a b' }],
  ['/api/activities/', 'nothing', {}],
  ['/api/activities/', 'too many at once', { workspace_id: 1, limit: 100_000 }],
  ['/api/activities/', 'text for a limit', { workspace_id: 1, limit: 'all' }],
];

const BAD_QUERIES = [
  '/api/channels/',
  '/api/channels/?workspace_id=',
  '/api/channels/?workspace_id=abc',
  '/api/channels/?workspace_id=1&workspace_id=2',
  '/api/messages/',
  '/api/messages/?channel_id=0',
  '/api/messages/?channel_id=1&limit=100000',
  '/api/messages/?channel_id=99999999999999',
];

const AUTHENTICATED: readonly (readonly [string, string])[] = [
  ['GET', '/api/workspaces/'],
  ['POST', '/api/workspaces/'],
  ['GET', '/api/channels/?workspace_id=1'],
  ['POST', '/api/channels/'],
  ['GET', '/api/messages/?channel_id=1'],
  ['POST', '/api/messages/'],
  ['POST', '/api/activities/'],
];

const ERROR = { status: 'error', message: expect.stringMatching(/\S/) };

/** What must be the same before and after every refused call. */
async function snapshot(): Promise<unknown> {
  const { http } = owner;
  return Promise.all([
    http.get('/api/workspaces/').then(({ body }) => body as unknown),
    http.get('/api/channels/?workspace_id=1').then(({ body }) => body as unknown),
    http.get('/api/messages/?channel_id=1').then(({ body }) => body as unknown),
  ]);
}

describe('bad input over HTTP', () => {
  it.each(BAD_BODIES)(
    "POST %s with %s is a 400 in the API's envelope, and changes nothing",
    async (path, _fault, body) => {
      const before = await snapshot();
      const answer = await owner.http.post(path, body);
      expect(answer.body).toEqual(ERROR);
      expect(answer.status).toBe(400);
      expect(await snapshot()).toEqual(before);
    },
  );

  it.each(BAD_QUERIES)('GET %s is a 400', async (path) => {
    const answer = await owner.http.get(path);
    expect(answer).toMatchObject({ status: 400, body: ERROR });
  });

  it.each(['/api/register/', '/api/messages/', '/api/workspaces/'])(
    'POST %s refuses what it cannot read',
    async (path) => {
      const { http } = owner;
      const json = { headers: { 'content-type': 'application/json' } };
      expect(await http.post(path, '{"name": ', json)).toMatchObject({ status: 400, body: ERROR });
      expect(await http.post(path, 'x'.repeat(200_000), json)).toMatchObject({ status: 413, body: ERROR });
      const xml = { headers: { 'content-type': 'application/xml' } };
      expect(await http.post(path, '<name/>', xml)).toMatchObject({ status: 415, body: ERROR });
    },
  );

  it('says which method an address takes', async () => {
    const { status, headers, body } = await owner.http.get('/api/register/');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(body).toEqual({ status: 'error', message: 'POST method required' });
  });

  it('answers an address that does not exist with problem details', async () => {
    const { status, headers, body } = await owner.http.get('/api/nothing-here');
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND', instance: '/api/nothing-here' });
  });

  it('refuses a name that is taken, whatever its case', async () => {
    const account = { username: 'OWNER', password: 'securePass123', email: 'other@example.com' };
    expect(await suite.stranger().post('/api/register/', account)).toMatchObject({ status: 409, body: ERROR });
    const sameMail = { ...account, username: 'other', email: 'Owner@Example.com' };
    expect(await suite.stranger().post('/api/register/', sameMail)).toMatchObject({ status: 409, body: ERROR });
    const general = { workspace_id: 1, name: 'General' };
    expect(await owner.http.post('/api/channels/', general)).toMatchObject({ status: 409, body: ERROR });
  });
});

describe('bad tokens', () => {
  const claims = {
    sub: '01975000-0000-7000-8000-000000000001',
    sid: '01975000-0000-7000-8000-000000000002',
    token_type: 'access',
  };

  function tokens(): Record<string, string> {
    const [header = '', payload = '', signature = ''] = owner.accessToken.split('.');
    const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const sign = (claimsToSign: object) =>
      new JwtService({}).sign(claimsToSign, {
        privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
        algorithm: 'ES256',
        keyid: kid,
        issuer: 'atrium',
        audience: 'atrium-api',
        expiresIn: 900,
      });
    return {
      garbage: 'garbage',
      'alg none': none,
      'another signature': `${header}.${payload}.${signature.split('').toReversed().join('')}`,
      'a forged token with a known key id': sign(claims),
      'an id token': owner.http.cookies.get('id_token') ?? '',
      'a refresh token': owner.http.cookies.get('refresh_token') ?? '',
    };
  }

  it.each(AUTHENTICATED)('%s %s asks for a token', async (method, path) => {
    expect(await suite.stranger().request(method, path)).toMatchObject({ status: 401, body: ERROR });
    for (const [kind, token] of Object.entries(tokens())) {
      const answer = await new HttpClient(suite.url).withToken(token).request(method, path);
      expect({ kind, status: answer.status, body: answer.body as unknown }).toEqual({ kind, status: 401, body: ERROR });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('refuses a socket before the upgrade', async () => {
    for (const token of [undefined, ...Object.values(tokens())]) {
      const refused = ChatSocket.connect(suite.url, '/ws/chat/', token === undefined ? {} : { token });
      await expect(refused).rejects.toEqual(new UpgradeRefused(401));
    }
    await expect(ChatSocket.connect(suite.url, '/ws/nothing/', { token: owner.accessToken })).rejects.toEqual(
      new UpgradeRefused(404),
    );
  });

  it('refuses a socket that a foreign page opens with cookies', async () => {
    const cookie = owner.http.cookieHeader;
    const foreign = ChatSocket.connect(suite.url, '/ws/chat/', { cookie, origin: 'https://evil.example' });
    await expect(foreign).rejects.toEqual(new UpgradeRefused(403));
    const own = await ChatSocket.connect(suite.url, '/ws/chat/', { cookie, origin: suite.url });
    await own.close();
  });
});

describe('bad frames', () => {
  const FRAMES: readonly (readonly [string, object | string, string])[] = [
    ['no JSON', 'hello', 'bad_json'],
    ['a list', '[]', 'bad_json'],
    ['null', 'null', 'bad_json'],
    ['no type', {}, 'bad_json'],
    ['an unknown type', { type: 'dance' }, 'unknown_type'],
    ['an inherited name for a type', { type: 'constructor' }, 'unknown_type'],
    ['a join without a channel', { type: 'join_channel' }, 'bad_frame'],
    ['a join with text for a channel', { type: 'join_channel', channel_id: 'one' }, 'bad_frame'],
    ['a join of a channel that is not there', { type: 'join_channel', channel_id: 4_711 }, 'not_found'],
    ['a message without a body', { type: 'send_message', channel_id: 1 }, 'bad_frame'],
    ['a message that is too long', { type: 'send_message', channel_id: 1, body: LONG }, 'bad_frame'],
    ['a message to nowhere', { type: 'send_message', channel_id: 4_711, body: 'x' }, 'not_found'],
  ];

  it('answers each with an error frame, and the socket stays open', async () => {
    const socket = await owner.chat();
    for (const [fault, frame, code] of FRAMES) {
      socket.send(frame);
      const { message, ...rest } = await socket.next();
      expect({ fault, ...rest }).toEqual({ fault, type: 'error', code });
      expect(message).toEqual(expect.stringMatching(/\S/));
    }
    socket.send({ type: 'join_channel', channel_id: 1 });
    socket.send({ type: 'send_message', channel_id: 1, body: 'still here' });
    expect(await socket.next()).toMatchObject({ type: 'new_message', message: { body: 'still here' } });
    await socket.close();
  });

  it('closes a socket that sends a frame beyond all bounds', async () => {
    const socket = await owner.chat();
    socket.send({ type: 'send_message', channel_id: 1, body: 'x'.repeat(70_000) });
    expect((await socket.closed).code).toBe(1009);
  });
});
