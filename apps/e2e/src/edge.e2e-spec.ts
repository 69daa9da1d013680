import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatSocket, eventually, HttpClient, type HttpAnswer } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const STRICT = 12;
const OWN = 7;
const APP = 'https://app.example.com';
const EVIL = 'https://evil.example.com';

let suite: LiveSuite;
let person: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({
    replicas: { 'bff-gateway': 2 },
    env: {
      TRUSTED_PROXIES: 'loopback',
      ALLOWED_ORIGINS: APP,
      SERVICE_API_TOKEN_KEY: 'X-Status-Key',
      SERVICE_API_TOKEN: 'status-token-one,status-token-two',
      RATE_LIMIT_STRICT: String(STRICT),
      RATE_LIMIT_ROUTES: `GET /api/devices/=${OWN}`,
    },
  });
  person = await suite.signUp('edgar');
});

afterAll(() => suite.stop());

/** A client at an address of its own, at one of the two gateways. */
function clientAt(address: string, replica = 0): HttpClient {
  return new HttpClient(suite.apps.app('bff-gateway', replica).url, { 'x-forwarded-for': address });
}

/** The same request many times at once, at both gateways in turn. */
function storm(count: number, send: (replica: number) => Promise<HttpAnswer>): Promise<HttpAnswer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => send(index % 2)));
}

function passed(answers: readonly HttpAnswer[]): number {
  return answers.filter(({ status }) => status !== 429).length;
}

const WRONG_CODE = { email: 'nobody@example.com', otp: '000000' };

function guess(address: string, replica = 0): Promise<HttpAnswer> {
  return clientAt(address, replica).post('/api/verify-otp/', WRONG_CODE);
}

function listDevices(bearer: Person, replica = 0): Promise<HttpAnswer> {
  return clientAt(`203.0.113.5${replica}`, replica).withToken(bearer.accessToken).get('/api/devices/?limit=1');
}

describe('rate limits', () => {
  it('are exact over two gateways', async () => {
    expect(passed(await storm(40, (replica) => guess('203.0.113.1', replica)))).toBe(STRICT);
  });

  it('say where the caller stands and when to come back', async () => {
    const first = await guess('203.0.113.2');
    expect(first.status).toBe(400);
    expect(first.headers.get('ratelimit-limit')).toBe(String(STRICT));
    expect(first.headers.get('ratelimit-remaining')).toBe(String(STRICT - 1));
    expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(50);
    await storm(STRICT, (replica) => guess('203.0.113.2', replica));
    const { status, headers, body } = await guess('203.0.113.2');
    expect([status, headers.get('ratelimit-remaining')]).toEqual([429, '0']);
    expect(headers.get('retry-after')).toBe(headers.get('ratelimit-reset'));
    expect(body).toEqual({ status: 'error', message: expect.stringMatching(/^Too many requests/) });
  });

  it('count each address by itself, and standard requests apart from strict ones', async () => {
    await storm(STRICT + 1, (replica) => guess('203.0.113.3', replica));
    expect((await guess('203.0.113.3')).status).toBe(429);
    expect((await guess('203.0.113.4')).status).toBe(400);
    expect((await clientAt('203.0.113.3').get('/api/workspaces/')).status).toBe(401);
  });

  it('count a user wherever they are, and a route with a limit of its own by itself', async () => {
    expect(passed(await storm(2 * OWN, (replica) => listDevices(person, replica)))).toBe(OWN);
    const other = await suite.signUp('other');
    expect((await listDevices(other)).status).toBe(200);
    expect((await person.http.get('/api/workspaces/')).status).toBe(200);
  });

  it('are not escaped by addresses that the client makes up', async () => {
    const answers = await storm(2 * STRICT, (replica) =>
      clientAt(`198.51.100.${Math.ceil(Math.random() * 250)}, 203.0.113.5`, replica).post(
        '/api/verify-otp/',
        WRONG_CODE,
      ),
    );
    expect(passed(answers)).toBe(STRICT);
  });

  it('do not hold for probes', async () => {
    const { status, headers } = await clientAt('203.0.113.6').get('/health/ready');
    expect([status, headers.get('ratelimit-limit')]).toEqual([200, null]);
  });

  it('let everything pass while Redis is away, say so, and hold again afterwards', async () => {
    await suite.servers.redis.stop();
    const answers = await storm(3 * STRICT, (replica) => guess('203.0.113.7', replica));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    expect(answers[0]?.headers.get('ratelimit-limit')).toBeNull();
    expect(await metric('rate_limit_store_up')).toBe(0);
    expect(await metric('rate_limit_uncounted_requests_total')).toBeGreaterThan(0);

    await suite.servers.redis.start();
    await eventually(async () => expect((await guess('203.0.113.8')).headers.has('ratelimit-limit')).toBe(true));
    await eventually(async () => expect((await guess('203.0.113.8', 1)).headers.has('ratelimit-limit')).toBe(true));
    expect(passed(await storm(40, (replica) => guess('203.0.113.9', replica)))).toBe(STRICT);
  });
});

describe('writes with cookies', () => {
  const write = (headers: Record<string, string>): Promise<HttpAnswer> =>
    person.http.post('/api/workspaces/', { name: 'Team' }, { headers });

  it.each([
    ['a client that is no browser', {}],
    ['a page of the suite', { 'sec-fetch-site': 'same-origin' }],
    ['a page of an allowed origin', { 'sec-fetch-site': 'cross-site', origin: APP }],
    ['an old browser on an allowed origin', { origin: APP }],
  ])('are taken from %s', async (_, headers: Record<string, string>) => {
    expect((await write(headers)).status).toBe(201);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: EVIL }],
    ['a sibling of the suite', { 'sec-fetch-site': 'same-site', origin: EVIL }],
    ['a sandboxed page', { origin: 'null' }],
    ['another site in an old browser', { origin: EVIL }],
    ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ])('are refused from %s, and change nothing', async (_, headers: Record<string, string>) => {
    const before = (await person.http.get('/api/workspaces/')).body as unknown;
    const { status, body } = await write(headers);
    expect([status, body]).toEqual([403, { status: 'error', message: 'This origin may not act with cookies' }]);
    expect((await person.http.get('/api/workspaces/')).body).toEqual(before);
  });

  it('end no session for another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: EVIL };
    expect((await person.http.post('/api/logout/', undefined, { headers })).status).toBe(403);
    expect((await person.http.post('/api/refresh/', undefined, { headers })).status).toBe(403);
    expect((await person.http.post('/api/refresh/')).status).toBe(204);
  });

  it('are not what a bearer token is: it is good from anywhere', async () => {
    const bearer = suite.stranger().withToken(person.accessToken);
    const headers = { 'sec-fetch-site': 'cross-site', origin: EVIL };
    expect((await bearer.post('/api/workspaces/', { name: 'Team' }, { headers })).status).toBe(201);
  });

  it('sign nobody in from another site', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.60', 'sec-fetch-site': 'cross-site', origin: EVIL };
    expect((await suite.stranger().post('/api/verify-otp/', WRONG_CODE, { headers })).status).toBe(403);
    for (const path of ['/api/auth/login', '/api/auth/register', '/api/token/']) {
      expect((await suite.stranger().post(path, {}, { headers })).status).toBe(403);
    }
  });

  it('open a socket when the access token has run out, and are set anew by the answer', async () => {
    const { http } = await suite.signUp('rona');
    const refresh = /refresh_token=[^;]+/.exec(http.cookieHeader)?.[0] ?? '';
    const foreign = ChatSocket.connect(suite.url, '/ws/chat/', { cookie: refresh, origin: EVIL });
    await expect(foreign).rejects.toMatchObject({ status: 403 });
    const cookie = `access_token=run.out.now; ${refresh}`;
    const socket = await ChatSocket.connect(suite.url, '/ws/chat/', { cookie, origin: suite.url });
    const set = socket.setCookies.map((line) => line.split('=', 1)[0]);
    expect(set.sort()).toEqual(['access_token', 'id_token', 'refresh_token']);
    for (const line of socket.setCookies) expect(line).toContain('HttpOnly');
    const renewed = socket.setCookies.map((line) => line.split(';', 1)[0]).join('; ');
    await socket.close();
    const own = { headers: { cookie: renewed } };
    expect((await suite.stranger().get('/api/workspaces/', own)).status).toBe(200);
    const again = await ChatSocket.connect(suite.url, '/ws/chat/', { cookie: renewed, origin: suite.url });
    expect(again.setCookies).toEqual([]);
    await again.close();
  });

  it.each(['no cookie', 'a refresh token that nobody was given'])('open no socket with %s', async (which) => {
    const cookie = which === 'no cookie' ? {} : { cookie: 'access_token=run.out.now; refresh_token=forged' };
    await expect(ChatSocket.connect(suite.url, '/ws/chat/', cookie)).rejects.toMatchObject({ status: 401 });
  });

  it('are refused when a login cookie stands there twice', async () => {
    const cookie = `${person.http.cookieHeader}; access_token=tossed`;
    const { status } = await suite.stranger().get('/api/workspaces/', { headers: { cookie } });
    expect(status).toBe(400);
    await expect(ChatSocket.connect(suite.url, '/ws/chat/', { cookie })).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe('CSRF tokens', () => {
  it('are the same for all tabs of a browser', async () => {
    const browser = suite.stranger();
    const first = await browser.get<{ csrfToken: string }>('/api/csrf-token');
    expect(first.headers.get('set-cookie')).toMatch(/^csrf_token=[^;]+;.*HttpOnly/);
    expect(browser.cookies.get('csrf_token')).toBe(first.body.csrfToken);
    expect((await browser.get('/api/csrf-token')).body).toEqual(first.body);
    expect((await suite.stranger().get('/api/csrf-token')).body).not.toEqual(first.body);
  });
});

describe('a token for writes with cookies', () => {
  it('is another one after the login, and stays the same until the next', async () => {
    const { http } = await suite.signUp('tabitha');
    const token = async () => (await http.get<{ csrfToken: string }>('/api/csrf-token')).body.csrfToken;
    const first = await token();
    expect(await token()).toBe(first);
    http.cookies.delete('access_token');
    expect(await token()).toBe(first);
    expect(http.cookies.has('access_token')).toBe(true);
    await http.post('/api/logout/');
    expect(await token()).not.toBe(first);
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string): Promise<HttpAnswer> =>
    suite.stranger().request('OPTIONS', '/api/messages/', {
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  it('may ask with cookies if they are allowed', async () => {
    const { status, headers } = await preflight(APP);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(APP);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-headers')).toContain('content-type');
    const answer = await person.http.get('/api/workspaces/', { headers: { origin: APP } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP);
    expect(answer.headers.get('vary')).toContain('Origin');
    const refusal = await suite.stranger().get('/api/workspaces/', { headers: { origin: APP } });
    expect([refusal.status, refusal.headers.get('access-control-allow-origin')]).toEqual([401, APP]);
  });

  it('may not otherwise', async () => {
    for (const origin of [EVIL, 'null', `${APP}.evil.example.com`]) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const answer = await person.http.get('/api/workspaces/', { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('GET /api/status/', () => {
  const status = (headers: Record<string, string>): Promise<HttpAnswer> =>
    suite.stranger().get('/api/status/', { headers });

  it.each(['status-token-one', 'status-token-two'])('answers monitoring that shows %s', async (token) => {
    const answer = await status({ 'x-status-key': token });
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', service: 'pyauthservice' }]);
  });

  it.each([
    [{}],
    [{ 'x-status-key': 'wrong' }],
    [{ 'x-status-key': '' }],
    [{ 'x-service-token': 'status-token-one' }],
    [{ authorization: 'Bearer status-token-one' }],
  ])('refuses %o without a hint', async (headers: Record<string, string>) => {
    const answer = await status(headers);
    expect([answer.status, answer.body]).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
  });

  it('refuses people: they have no service token', async () => {
    expect((await person.http.get('/api/status/')).status).toBe(401);
  });
});

describe('every answer', () => {
  it.each(['/api/workspaces/', '/api/nothing', '/auth/me/', '/home/', '/health', '/api/docs'])(
    'at %s tells browsers to be careful',
    async (path) => {
      const { headers } = await suite.stranger().get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  );

  it('of the API is not kept by caches', async () => {
    expect((await person.http.get('/auth/me/')).headers.get('cache-control')).toBe('no-store');
  });

  it('says nothing of https where there is none', async () => {
    expect((await suite.stranger().get('/home/')).headers.get('strict-transport-security')).toBeNull();
  });
});

async function metric(name: string): Promise<number> {
  const response = await fetch(`${suite.apps.app('bff-gateway').metricsUrl}/metrics`);
  const line = (await response.text()).split('\n').find((text) => text.startsWith(name));
  return Number(line?.split(' ').at(-1));
}
