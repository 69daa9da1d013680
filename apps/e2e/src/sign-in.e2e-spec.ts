import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatSocket, eventually, type HttpAnswer, type HttpClient } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';

const PASSWORD = 'secure_password';

let suite: LiveSuite;
let people = 0;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'auth-service': 2, 'bff-gateway': 1 } });
});

afterAll(() => suite.stop());

interface HubSession {
  readonly user: { readonly id: string; readonly email: string; readonly username: string; readonly createdAt: string };
  readonly tokens: { readonly accessToken: string; readonly refreshToken: string };
}

interface TokenPair {
  readonly access: string;
  readonly refresh: string;
}

/** Somebody new of the hub. */
async function hubUser(): Promise<HubSession & { readonly http: HttpClient }> {
  const http = suite.stranger();
  people += 1;
  const answer = await http.post('/api/auth/register', { email: `hub${people}@example.com`, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`register: ${answer.status} ${JSON.stringify(answer.body)}`);
  return { ...(answer.body as HubSession), http };
}

function bearer(token: string): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe('the messaging hub’s accounts', () => {
  it('register, and are signed in at once', async () => {
    const { user, tokens } = await hubUser();
    expect(user).toMatchObject({ email: 'hub1@example.com', username: 'hub1' });
    expect(new Date(user.createdAt).getTime()).toBeGreaterThan(Date.now() - 60_000);
    const me = await suite.stranger().get('/api/auth/me', bearer(tokens.accessToken));
    expect([me.status, me.body]).toEqual([200, { user }]);
  });

  it('register once for an address, and under a name of their own', async () => {
    const { user } = await hubUser();
    const again = await suite.stranger().post('/api/auth/register', { email: user.email, password: PASSWORD });
    expect(again).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } });
    const email = `${user.username}@elsewhere.example.com`;
    const namesake = await suite.stranger().post<HubSession>('/api/auth/register', { email, password: PASSWORD });
    expect(namesake.status).toBe(201);
    expect(namesake.body.user.username).toMatch(new RegExp(`^${user.username}-[0-9a-f]{6}$`));
  });

  it('sign in with address and password, and get other tokens', async () => {
    const { user, tokens } = await hubUser();
    const credentials = { email: user.email.toUpperCase(), password: PASSWORD };
    const { status, body } = await suite.stranger().post<HubSession>('/api/auth/login', credentials);
    expect([status, body.user]).toEqual([200, user]);
    expect(body.tokens.refreshToken).not.toBe(tokens.refreshToken);
  });

  it('refresh with a token that works once, whichever replica answers', async () => {
    const { user, tokens } = await hubUser();
    const { refreshToken } = tokens;
    const racing = await Promise.all(
      Array.from({ length: 6 }, () => suite.stranger().post<HubSession>('/api/auth/refresh', { refreshToken })),
    );
    expect(racing.map(({ status, body }) => [status, body.user])).toEqual(racing.map(() => [200, user]));
    const successors = new Set(racing.map(({ body }) => body.tokens.refreshToken));
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    expect((await suite.stranger().post('/api/auth/refresh', { refreshToken: successor })).status).toBe(200);
    const reused = await suite.stranger().post('/api/auth/refresh', { refreshToken });
    expect(reused).toMatchObject({ status: 401, body: { code: 'REFRESH_TOKEN_REVOKED' } });
    const ended = await suite.stranger().post('/api/auth/refresh', { refreshToken: successor });
    expect(ended).toMatchObject({ status: 401, body: { code: 'REFRESH_TOKEN_REVOKED' } });
  });

  it.each(['the refresh token', 'the access token'])('sign out by %s', async (which) => {
    const { tokens } = await hubUser();
    const { refreshToken, accessToken } = tokens;
    const answer =
      which === 'the refresh token'
        ? await suite.stranger().post('/api/auth/logout', { refreshToken })
        : await suite.stranger().post('/api/auth/logout', undefined, bearer(accessToken));
    expect([answer.status, answer.body]).toEqual([200, { message: 'Logged out' }]);
    expect((await suite.stranger().post('/api/auth/refresh', { refreshToken })).status).toBe(401);
  });

  const NO_TOKEN = { status: 401, body: { status: 401, code: 'UNAUTHENTICATED' } };
  const NOT_VALID = { status: 400, body: { status: 400, code: 'VALIDATION_FAILED' } };
  const REFUSALS: readonly (readonly [string, string, string, unknown, object])[] = [
    ['GET', '/api/auth/me', 'no token', undefined, NO_TOKEN],
    ['POST', '/api/auth/logout', 'no token', undefined, NO_TOKEN],
    ['POST', '/api/auth/register', 'nothing', {}, NOT_VALID],
    ['POST', '/api/auth/register', 'a short password', { email: 'a@example.com', password: 'short' }, NOT_VALID],
    ['POST', '/api/auth/register', 'no address', { email: 'nobody', password: PASSWORD }, NOT_VALID],
    ['POST', '/api/auth/login', 'nothing', {}, NOT_VALID],
    ['POST', '/api/auth/login', 'an object', { email: { $ne: null }, password: PASSWORD }, NOT_VALID],
    ['POST', '/api/auth/refresh', 'nothing', {}, NOT_VALID],
    ['POST', '/api/auth/logout', 'a number', { refreshToken: 7 }, NOT_VALID],
    [
      'POST',
      '/api/auth/login',
      'an unknown address',
      { email: 'nobody@example.com', password: PASSWORD },
      { status: 401, body: { code: 'INVALID_CREDENTIALS' } },
    ],
    [
      'POST',
      '/api/auth/refresh',
      'an unknown token',
      { refreshToken: 'x'.repeat(43) },
      { status: 401, body: { code: 'REFRESH_TOKEN_INVALID' } },
    ],
  ];

  it.each(REFUSALS)('%s %s refuses %s', async (method, path, _, body, refusal) => {
    const answer = await suite.stranger().request(method, path, { body });
    expect(answer).toMatchObject(refusal);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('wait after five failures, but not on a device that signed in before', async () => {
    const { user, http } = await hubUser();
    const wrong = { email: user.email, password: 'wrong_password' };
    const answers: HttpAnswer[] = [];
    for (let failure = 0; failure < 6; failure += 1)
      answers.push(await suite.stranger().post('/api/auth/login', wrong));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    const right = { email: user.email, password: PASSWORD };
    expect((await suite.stranger().post('/api/auth/login', right)).status).toBe(429);
    expect((await http.post('/api/auth/login', right)).status).toBe(200);
  });
});

describe('tokens for the users API', () => {
  it.each(['username', 'email'] as const)('are obtained by %s', async (field) => {
    const { user } = await hubUser();
    const credentials = { username: user[field], password: PASSWORD };
    const { status, body } = await suite.stranger().post<TokenPair>('/api/token/', credentials);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['access', 'refresh']]);
    const me = await suite.stranger().get('/auth/me/', bearer(body.access));
    expect(me).toMatchObject({ status: 200, body: { id: user.id } });
  });

  it('are refreshed, verified and blacklisted', async () => {
    const { tokens } = await hubUser();
    const client = suite.stranger();
    const renewed = await client.post<TokenPair>('/api/token/refresh/', { refresh: tokens.refreshToken });
    expect([renewed.status, Object.keys(renewed.body).sort()]).toEqual([200, ['access', 'refresh']]);
    const { access, refresh } = renewed.body;
    for (const token of [access, refresh]) {
      expect(await client.post('/api/token/verify/', { token })).toMatchObject({ status: 200, body: {} });
    }
    const blacklisted = await client.post('/api/token/blacklist/', { refresh });
    expect([blacklisted.status, blacklisted.body]).toEqual([200, {}]);
    const refused = { detail: 'Token is blacklisted', code: 'token_not_valid' };
    const attempts = [
      client.post('/api/token/refresh/', { refresh }),
      client.post('/api/token/verify/', { token: refresh }),
      client.post('/api/token/blacklist/', { refresh }),
    ];
    for (const { status, body } of await Promise.all(attempts)) expect([status, body]).toEqual([401, refused]);
  });

  const REQUIRED = ['This field is required.'];
  const NOT_VALID = { detail: 'Token is invalid or expired', code: 'token_not_valid' };
  const NO_ACCOUNT = { detail: 'No active account found with the given credentials' };
  const REFUSALS: readonly (readonly [string, string, number, unknown, object])[] = [
    ['/api/token/', 'nothing', 400, {}, { username: REQUIRED, password: REQUIRED }],
    ['/api/token/', 'no password', 400, { username: 'a' }, { password: REQUIRED }],
    [
      '/api/token/',
      'a blank name',
      400,
      { username: ' ', password: 'b' },
      { username: ['This field may not be blank.'] },
    ],
    ['/api/token/', 'no name', 400, { username: null, password: 'b' }, { username: ['This field may not be null.'] }],
    [
      '/api/token/',
      'a list for a name',
      400,
      { username: ['a'], password: 'b' },
      { username: ['Not a valid string.'] },
    ],
    ['/api/token/', 'an unknown name', 401, { username: 'nobody', password: 'b' }, NO_ACCOUNT],
    ['/api/token/refresh/', 'nothing', 400, {}, { refresh: REQUIRED }],
    ['/api/token/refresh/', 'an unknown token', 401, { refresh: 'x' }, NOT_VALID],
    ['/api/token/refresh/', 'a long token', 401, { refresh: 'x'.repeat(2_000) }, NOT_VALID],
    ['/api/token/verify/', 'nothing', 400, {}, { token: REQUIRED }],
    ['/api/token/verify/', 'an unknown token', 401, { token: 'x' }, NOT_VALID],
    ['/api/token/verify/', 'a forged token', 401, { token: 'a.b.c' }, NOT_VALID],
    ['/api/token/blacklist/', 'nothing', 400, {}, { refresh: REQUIRED }],
    ['/api/token/blacklist/', 'an unknown token', 401, { refresh: 'x' }, NOT_VALID],
  ];

  it.each(REFUSALS)('POST %s with %s is %d', async (path, _, status, body, refusal) => {
    const answer = await suite.stranger().post(path, body);
    expect([answer.status, answer.body]).toEqual([status, refusal]);
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="api"' : null);
  });
});

describe('a session', () => {
  it('takes its access token and its socket with it within a second', async () => {
    const { tokens } = await hubUser();
    const socket = await ChatSocket.connect(suite.url, '/ws/chat/', { token: tokens.accessToken });
    const other = await hubUser();
    const bystander = await ChatSocket.connect(suite.url, '/ws/chat/', { token: other.tokens.accessToken });
    await suite.stranger().post('/api/auth/logout', { refreshToken: tokens.refreshToken });
    const me = (): Promise<HttpAnswer> => suite.stranger().get('/api/auth/me', bearer(tokens.accessToken));
    await eventually(async () => expect((await me()).status).toBe(401));
    expect((await socket.closed).code).toBe(4403);
    await expect(ChatSocket.connect(suite.url, '/ws/chat/', { token: tokens.accessToken })).rejects.toMatchObject({
      status: 401,
    });
    expect(bystander.isOpen).toBe(true);
    await bystander.close();
  });

  it('kept in cookies is renewed by whatever request comes first after the access token ran out', async () => {
    const { http } = await suite.signUp('renewed');
    const before = new Map(http.cookies);
    http.cookies.delete('access_token');
    const racing = await Promise.all(Array.from({ length: 5 }, () => http.get('/api/workspaces/')));
    expect(racing.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const { headers } of racing) expect(headers.getSetCookie()).toHaveLength(3);
    for (const cookie of racing[0]?.headers.getSetCookie() ?? []) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
    expect(http.cookies.get('refresh_token')).not.toBe(before.get('refresh_token'));
    // With a good access token there is nothing to renew.
    expect((await http.get('/api/workspaces/')).headers.getSetCookie()).toEqual([]);
    http.cookies.set('access_token', 'a.b.c');
    const forged = await http.get('/api/workspaces/');
    expect([forged.status, forged.headers.getSetCookie().length]).toEqual([200, 3]);
  });

  it('kept in cookies is not renewed for a request with a token of its own, or when it is over', async () => {
    const { http } = await suite.signUp('unrenewed');
    http.cookies.delete('access_token');
    const wrong = await http.get('/api/workspaces/', bearer('a.b.c'));
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
    const copy = suite.stranger();
    for (const [name, value] of http.cookies) copy.cookies.set(name, value);
    expect((await http.post('/api/logout/')).status).toBe(200);
    expect((await copy.get('/api/workspaces/')).status).toBe(401);
    expect([...copy.cookies.keys()]).toEqual([]);
  });

  it('is listed to its owner, who ends one or all others', async () => {
    const { user, tokens } = await hubUser();
    const logIn = async (): Promise<HubSession['tokens']> => {
      const credentials = { email: user.email, password: PASSWORD };
      const options = { headers: { 'user-agent': 'Phone/1.0' } };
      return (await suite.stranger().post<HubSession>('/api/auth/login', credentials, options)).body.tokens;
    };
    const mine = suite.stranger().withToken(tokens.accessToken);
    const [one, other] = [await logIn(), await logIn()];
    const { body } = await mine.get<{ items: { id: string; isCurrent: boolean }[] }>('/api/sessions');
    expect(body.items).toHaveLength(3);
    expect(body.items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ family: 'bearer', userAgent: 'Phone/1.0', isCurrent: false });

    const newest = body.items[0]?.id ?? '';
    const stranger = await hubUser();
    const strangers = suite.stranger().withToken(stranger.tokens.accessToken);
    expect(await strangers.delete(`/api/sessions/${newest}`)).toMatchObject({ status: 404 });
    expect((await mine.delete(`/api/sessions/${newest}`)).status).toBe(204);
    expect(await mine.delete(`/api/sessions/${newest}`)).toMatchObject({
      status: 404,
      body: { code: 'SESSION_NOT_FOUND' },
    });
    expect((await mine.delete('/api/sessions')).status).toBe(204);
    for (const { refreshToken } of [one, other]) {
      expect((await suite.stranger().post('/api/auth/refresh', { refreshToken })).status).toBe(401);
    }
    expect((await mine.get<{ items: object[] }>('/api/sessions')).body.items).toHaveLength(1);
    expect((await strangers.get('/api/auth/me')).status).toBe(200);
  });

  it.each([
    ['GET', '/api/sessions', 401],
    ['DELETE', '/api/sessions', 401],
    ['DELETE', '/api/sessions/01975000-0000-7000-8000-000000000001', 401],
  ])('%s %s needs a token', async (method, path, status) => {
    expect((await suite.stranger().request(method, path)).status).toBe(status);
    expect((await suite.stranger().request(method, path, bearer('a.b.c'))).status).toBe(status);
  });

  it('has an id', async () => {
    const { tokens } = await hubUser();
    const mine = suite.stranger().withToken(tokens.accessToken);
    expect(await mine.delete('/api/sessions/1')).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });
});

describe('a password', () => {
  const ANOTHER = 'another_password';

  it('is changed, and other devices have to sign in again', async () => {
    const { user, tokens } = await hubUser();
    const mine = suite.stranger().withToken(tokens.accessToken);
    const wrong = { currentPassword: ANOTHER, newPassword: ANOTHER };
    expect(await mine.post('/api/auth/password', wrong)).toMatchObject({
      status: 400,
      body: { code: 'PASSWORD_WRONG', errors: { currentPassword: [expect.any(String)] } },
    });
    const right = { currentPassword: PASSWORD, newPassword: ANOTHER };
    expect((await mine.post('/api/auth/password', right)).status).toBe(204);
    expect((await mine.get('/api/auth/me')).status).toBe(200);
    const old = { email: user.email, password: PASSWORD };
    expect((await suite.stranger().post('/api/auth/login', old)).status).toBe(401);
    expect((await suite.stranger().post('/api/auth/login', { ...old, password: ANOTHER })).status).toBe(200);
  });

  it('is reset by mail, and nobody stays signed in', async () => {
    const { user, tokens } = await hubUser();
    const asked = await suite.stranger().post('/api/auth/password-reset', { email: user.email });
    const unknown = await suite.stranger().post('/api/auth/password-reset', { email: 'nobody@example.com' });
    expect([asked.status, asked.body]).toEqual([202, unknown.body]);
    const { text = '' } = await suite.mail.waitForMailTo(user.email);
    const token = /^[\w-]{43}$/m.exec(text)?.[0] ?? '';
    const confirm = { token, newPassword: ANOTHER };
    expect((await suite.stranger().post('/api/auth/password-reset/confirm', confirm)).status).toBe(204);
    expect(await suite.stranger().post('/api/auth/password-reset/confirm', confirm)).toMatchObject({
      status: 400,
      body: { code: 'PASSWORD_RESET_INVALID' },
    });
    await eventually(async () => {
      expect((await suite.stranger().get('/api/auth/me', bearer(tokens.accessToken))).status).toBe(401);
    });
    const credentials = { email: user.email, password: ANOTHER };
    expect((await suite.stranger().post('/api/auth/login', credentials)).status).toBe(200);
  });

  it.each([
    ['/api/auth/password', { currentPassword: PASSWORD, newPassword: ANOTHER }, 401],
    ['/api/auth/password-reset', { email: 'nobody' }, 400],
    ['/api/auth/password-reset/confirm', { token: 'x', newPassword: 'short' }, 400],
    ['/api/auth/password-reset/confirm', { token: 'x', newPassword: ANOTHER }, 400],
  ])('is not touched by POST %s with %j', async (path, body, status) => {
    expect((await suite.stranger().post(path, body)).status).toBe(status);
  });
});

describe('the audit log', () => {
  it('is for staff only', async () => {
    const { tokens } = await hubUser();
    expect((await suite.stranger().get('/api/audit')).status).toBe(401);
    const refused = await suite.stranger().get('/api/audit?kind=logged-in', bearer(tokens.accessToken));
    expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await suite.stranger().get('/api/audit?limit=201', bearer(tokens.accessToken))).status).toBe(400);
  });
});
