import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, HttpClient, type HttpAnswer } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const STRICT = 12;
const OWN = 7;

let suite: LiveSuite;
let person: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({
    replicas: { 'bff-gateway': 2 },
    env: {
      TRUSTED_PROXIES: 'loopback',
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
  return clientAt('203.0.113.50', replica).withToken(bearer.accessToken).get('/api/devices/?limit=1');
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

async function metric(name: string): Promise<number> {
  const response = await fetch(`${suite.apps.app('bff-gateway').metricsUrl}/metrics`);
  const line = (await response.text()).split('\n').find((text) => text.startsWith(name));
  return Number(line?.split(' ').at(-1));
}
