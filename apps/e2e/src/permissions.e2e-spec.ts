import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FAMILIES, ROWS } from './routes/all-routes.js';
import type { Family } from './routes/family.js';
import { CALLERS, nameOf, type Caller, type Route } from './routes/route.js';
import { Callers } from './support/callers.js';
import { goodCall, send } from './support/endpoint.js';
import { expectEnvelope } from './support/envelope.js';
import { LiveSuite } from './support/live-suite.js';

let suite: LiveSuite;
let callers: Callers;

beforeAll(async () => {
  suite = await LiveSuite.start();
  callers = await Callers.gather(suite);
});

afterAll(() => suite.stop());

/** Files of the documentation's page are not endpoints. */
const ASSETS = /^GET \/api\/docs(?=[/-])/;
const WILDCARD = /^\w+ (?<prefix>\/.+\/)\*$/;
const NAMES = new Set(ROWS.map(([name]) => name));

describe('the permission matrix', () => {
  it('has a row for each route that the gateway serves', () => {
    const { served } = suite.routes;
    expect(served).toContain('GET /api/users/:id');
    expect(served).toContain('WS /ws/chat');
    const missing = served.filter((route) => !ASSETS.test(route) && !WILDCARD.test(route) && !NAMES.has(route));
    expect(missing).toEqual([]);
  });

  it('has a route for each row', () => {
    const { served } = suite.routes;
    const prefixes = served.flatMap((route) => WILDCARD.exec(route)?.groups?.prefix ?? []);
    const isServed = (route: Route): boolean =>
      served.includes(nameOf(route)) || prefixes.some((prefix) => route.path.startsWith(prefix));
    expect(ROWS.filter(([, route]) => !isServed(route)).map(([name]) => name)).toEqual([]);
  });

  it('has a row for each endpoint that the OAuth provider tells of', async () => {
    const { body } = await suite.stranger().get<Record<string, unknown>>('/o/.well-known/openid-configuration');
    const paths = Object.entries(body)
      .filter(([name]) => /_(endpoint|uri)$/.test(name))
      .map(([, url]) => new URL(String(url)).pathname);
    expect(paths).toContain('/o/token/');
    const known = new Set(ROWS.map(([, { path }]) => path));
    expect(paths.filter((path) => !known.has(path))).toEqual([]);
  });

  it('keeps strangers out wherever it names a resource of the owner', () => {
    const lets = ROWS.filter(([, { params }]) => params !== undefined)
      .filter(([, { expected }]) => ![401, 403, 404].includes(expected.stranger))
      .map(([name]) => name);
    expect(lets).toEqual([]);
  });
});

async function statusFor(caller: Caller, route: Route, family: Family): Promise<number> {
  const owner = route.isFarewell ? await callers.newcomer() : callers.owner;
  const token = await callers.tokenOf(caller, owner, route);
  const answer = await send(suite.url, route, await goodCall(route, owner, suite.url), token);
  if (answer.status >= 400 && route.method !== 'WS') expectEnvelope(family, answer);
  return answer.status;
}

describe.each(FAMILIES.map((family) => [family.name, family] as const))('%s', (_, family) => {
  it.each(family.routes.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    const answered: Partial<Record<Caller, number>> = {};
    for (const caller of CALLERS) answered[caller] = await statusFor(caller, route, family);
    expect(answered).toEqual(route.expected);
  });
});

const SCOPED = ROWS.filter(([, { scope }]) => scope !== undefined);

describe("an application's token", () => {
  it.each(SCOPED)('opens %s with its scope and no other', async (_name, route) => {
    const { owner } = callers;
    const token = callers.clientToken(owner, route.scope === undefined ? [] : [route.scope]);
    const answer = await send(suite.url, route, await goodCall(route, owner, suite.url), token);
    expect(answer.status).toBe(route.expected.owner);
  });
});
