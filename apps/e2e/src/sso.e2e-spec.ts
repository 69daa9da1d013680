import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, type HttpAnswer, IdentityProvider } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';

let provider: IdentityProvider;
let suite: LiveSuite;

beforeAll(async () => {
  provider = await IdentityProvider.start();
  suite = await LiveSuite.start({ replicas: { 'bff-gateway': 2, 'auth-service': 2 }, env: provider.environment });
  provider.register(`${suite.url}/auth/callback/`);
  for (const secret of provider.secrets) suite.logs.keepSecret("the provider's client secret", secret);
});

afterAll(async () => {
  await suite.stop();
  await provider.stop();
});

/** Begins a login in this browser; returns the provider's page. */
async function begin(browser: HttpClient, next?: string): Promise<URL> {
  const answer = await browser.get('/admin/login/', { query: next === undefined ? {} : { next } });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}

/** The whole way of somebody at the provider, until the browser is sent back; the code is a secret from then on. */
async function comeBack(browser: HttpClient, name: string, next?: string): Promise<string> {
  const back = await provider.visit((await begin(browser, next)).href, name);
  suite.logs.keepSecret('an authorization code', back.searchParams.get('code') ?? '');
  return back.href;
}

async function signIn(browser: HttpClient, name: string, next?: string): Promise<HttpAnswer> {
  return browser.get(await comeBack(browser, name, next));
}

async function whoIs(browser: HttpClient): Promise<{ id: string; username: string; email: string }> {
  const { status, body } = await browser.get<{ id: string; username: string; email: string }>('/auth/me/');
  expect(status).toBe(200);
  return body;
}

const FAILED = expect.objectContaining({ code: 'SSO_FAILED', status: 400 }) as unknown;

describe('GET /admin/login/', () => {
  it('asks the provider for a code with PKCE, and binds the login to the browser', async () => {
    const browser = suite.stranger();
    const { origin, searchParams } = await begin(browser);
    expect(origin).toBe(provider.issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'atrium',
      scope: 'openid email profile',
      redirect_uri: `${suite.url}/auth/callback/`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    const again = await suite.stranger().get('/admin/login/');
    expect(again.headers.get('set-cookie')).toMatch(
      /^sso_transaction=[\w-]+; Max-Age=600; Path=\/auth\/callback; HttpOnly; SameSite=Lax$/,
    );
    expect(again.headers.get('location')).not.toContain(searchParams.get('state'));
  });

  it('refuses an odd next', async () => {
    const { status } = await suite.stranger().get(`/admin/login/?next=${'x'.repeat(3_000)}`);
    expect(status).toBe(400);
  });
});

describe('somebody who comes back from the provider', () => {
  it('gets an account, the three cookies, and goes where they wanted to', async () => {
    provider.people.set('nina', {
      email: 'nina@example.com',
      email_verified: true,
      preferred_username: 'nina.new',
      given_name: 'Nina',
      family_name: 'New',
    });
    const browser = suite.stranger();
    const answer = await signIn(browser, 'nina', '/home/?tab=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/home/?tab=1']);
    expect([...browser.cookies.keys()].sort()).toEqual(['access_token', 'id_token', 'refresh_token']);
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly/);
    expect(await whoIs(browser)).toMatchObject({ username: 'nina.new', email: 'nina@example.com', first_name: 'Nina' });
    expect((await browser.post('/api/refresh/')).status).toBe(204);
  });

  it('has the same account at every later login, also with another address', async () => {
    provider.people.set('sam', { email: 'sam@example.com', email_verified: true });
    const first = suite.stranger();
    await signIn(first, 'sam');
    provider.people.set('sam', { email: 'sam@elsewhere.example', email_verified: false });
    const second = suite.stranger();
    expect((await signIn(second, 'sam')).headers.get('location')).toBe('/');
    expect((await whoIs(second)).id).toBe((await whoIs(first)).id);
  });

  it('opens the account that has the address, if the provider has verified it', async () => {
    const owner = await suite.signUp('olga');
    provider.people.set('olga-there', { email: 'OLGA@example.com', email_verified: true });
    const browser = suite.stranger();
    await signIn(browser, 'olga-there');
    expect((await whoIs(browser)).id).toBe((await whoIs(owner.http)).id);
  });

  it('does not open it if the provider has not', async () => {
    await suite.signUp('victim');
    for (const claims of [{ email_verified: false }, {}]) {
      provider.people.set('thief', { email: 'victim@example.com', ...claims });
      const browser = suite.stranger();
      const answer = await signIn(browser, 'thief');
      expect([answer.status, answer.body]).toEqual([400, FAILED]);
      expect(browser.cookies.has('access_token')).toBe(false);
    }
  });

  it('gets another name if theirs is taken', async () => {
    await suite.signUp('taken');
    provider.people.set('namesake', {
      email: 'namesake@example.com',
      email_verified: true,
      preferred_username: 'taken',
    });
    const browser = suite.stranger();
    await signIn(browser, 'namesake');
    expect((await whoIs(browser)).username).toMatch(/^taken-\d{6}$/);
  });

  it('is refused without an address', async () => {
    provider.people.set('nobody', { preferred_username: 'nobody' });
    expect((await signIn(suite.stranger(), 'nobody')).body).toEqual(FAILED);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example'])(
    'is not sent on to %j',
    async (next) => {
      provider.people.set('rita', { email: 'rita@example.com', email_verified: true });
      const answer = await signIn(suite.stranger(), 'rita', next);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    },
  );
});

describe('GET /auth/callback/', () => {
  beforeAll(() => {
    provider.people.set('carl', { email: 'carl@example.com', email_verified: true });
  });

  it('takes a login once, whichever replica it comes to', async () => {
    const browser = suite.stranger();
    const back = new URL(await comeBack(browser, 'carl'));
    const { cookieHeader: cookie } = browser;
    const answers = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((replica) => {
        const client = new HttpClient(suite.apps.app('bff-gateway', replica).url);
        return client.get(`${back.pathname}${back.search}`, { headers: { cookie } });
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400, 400, 400, 400, 400]);
  });

  it('takes it from the browser that began it only', async () => {
    const back = await comeBack(suite.stranger(), 'carl');
    expect((await suite.stranger().get(back)).body).toEqual(FAILED);
    const other = suite.stranger();
    await begin(other);
    const answer = await other.get(back);
    expect([answer.status, answer.body]).toEqual([400, FAILED]);
    expect(other.cookies.size).toBe(0);
  });

  it.each([
    ['an invented code', (back: URL) => back.searchParams.set('code', 'invented')],
    ['another state', (back: URL) => back.searchParams.set('state', 'invented')],
    ['another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['no code', (back: URL) => back.searchParams.delete('code')],
    [
      'a refusal',
      (back: URL) => {
        back.searchParams.delete('code');
        back.searchParams.set('error', 'access_denied');
      },
    ],
  ])('refuses %s', async (_, change) => {
    const browser = suite.stranger();
    const back = new URL(await comeBack(browser, 'carl'));
    change(back);
    const answer = await browser.get(back.href);
    expect([answer.status, answer.body]).toEqual([400, FAILED]);
    expect(browser.cookies.size).toBe(0);
  });

  it.each([
    ['a code that has run out', () => provider.letCodesExpire()],
    ['a refusal', (back: URL) => back.searchParams.set('error', 'access_denied')],
  ])('shows a person with %s a page from which to begin again', async (_, spoil) => {
    const browser = suite.stranger();
    const back = new URL(await comeBack(browser, 'carl'));
    spoil(back);
    const answer = await browser.get<string>(back.href, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.body).toContain('Signing in at the identity provider did not work; please start again.');
    expect(answer.body).toContain('<a href="/admin/login/">Start again</a>');
    expect(browser.cookies.size).toBe(0);
    const login = await signIn(browser, 'carl', '/home/');
    expect([login.status, login.headers.get('location')]).toEqual([302, '/home/']);
  });

  it('refuses a transaction that was tampered with', async () => {
    const browser = suite.stranger();
    const back = await comeBack(browser, 'carl');
    const sealed = browser.cookies.get('sso_transaction') ?? '';
    browser.cookies.set('sso_transaction', `${sealed.slice(0, -4)}AAAA`);
    expect((await browser.get(back)).body).toEqual(FAILED);
  });

  it.each(['/auth/callback/', '/auth/callback/?code=x', '/auth/callback/?state=a&state=b&code=x'])(
    'refuses %s',
    async (path) => {
      expect((await suite.stranger().get(path)).status).toBe(400);
    },
  );
});

describe('the provider', () => {
  it('being away is an error of its own, and the login can be begun again', async () => {
    const browser = suite.stranger();
    const back = await comeBack(browser, 'carl');
    await provider.stop();
    const answer = await browser.get(back);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([502, 'SSO_PROVIDER_UNAVAILABLE']);
    expect(browser.cookies.size).toBe(0);
  });
});
