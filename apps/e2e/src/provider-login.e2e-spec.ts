import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { authorizationRequest, registerApplication, type Application } from './support/authorization.js';
import { Browser, NAVIGATION, type Page } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';
import { newMember, PASSWORD } from './support/member.js';
import type { Person } from './support/person.js';

let suite: LiveSuite;
let alice: Person;
let bob: Person;
let application: Application;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'auth-service': 2 }, env: { ACCESS_TOKEN_SECONDS: '600' } });
  alice = await suite.signUp('alice');
  bob = await suite.signUp('bob');
  application = await registerApplication(await newMember(suite.url));
});

afterAll(() => suite.stop());

async function query<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: suite.servers.databaseUrls['auth-service'] });
  await client.connect();
  const { rows } = await client.query<T>(sql, values);
  await client.end();
  return rows;
}

/** How somebody has signed in lately, the latest first. */
async function signInsOf({ email }: Person): Promise<unknown[]> {
  const rows = await query<{ method: unknown }>(
    `SELECT details ->> 'method' AS method FROM audit_event
     WHERE kind = 'logged-in' AND user_id = (SELECT user_id FROM identity WHERE email = $1) ORDER BY id DESC`,
    [email],
  );
  return rows.map(({ method }) => method);
}

/** The newest code in the person's mailbox once the given form has been sent. */
async function codeAfter(person: Person, form: () => Promise<Page>): Promise<{ page: Page; code: string }> {
  const page = await form();
  const { text = '' } = await suite.mail.waitForMailTo(person.email);
  return { page, code: /\b\d{6}\b/.exec(text)?.[0] ?? '' };
}

function isLogin(page: Page): boolean {
  return page.html.includes('<h1>Sign in</h1>');
}

describe('a code by e-mail', () => {
  async function addressPage(browser: Browser): Promise<Page> {
    const login = await browser.open(authorizationRequest(application));
    expect(login.html).toContain('<a href="?with=code">E-mail me a code</a>');
    return browser.open(new URL('?with=code', login.url));
  }

  it('signs in without a password, and goes on to consent', async () => {
    const browser = new Browser(suite.url);
    const address = await addressPage(browser);
    expect(address.headers.get('content-security-policy')).toContain("script-src 'none'");
    const { page, code } = await codeAfter(alice, () =>
      browser.submit(address, { email: alice.email, action: 'send-code' }),
    );
    const wrong = await browser.submit(page, { otp: code === '000000' ? '000001' : '000000', action: 'enter-code' });
    expect(wrong.html).toContain('role="alert"');
    // Without a button, as the Enter key sends it in some browsers.
    const consent = await browser.submit(wrong, { otp: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(consent.html).toContain('You are signed in as <strong>alice</strong> (alice@example.com)');
    const back = await browser.leave(browser.submit(consent, { action: 'allow' }));
    expect(back.searchParams.get('code')).toBeTruthy();
    expect((await signInsOf(alice))[0]).toBe('provider-code');

    const again = new Browser(suite.url);
    const late = await again.submit(await addressPage(again), { email: alice.email, action: 'send-code' });
    expect((await again.submit(late, { otp: code, action: 'enter-code' })).html).toContain('role="alert"');
  });

  it('is answered alike whether or not there is an account, and whatever else is wrong', async () => {
    const answers: string[] = [];
    await suite.signUp('eve');
    for (const email of ['eve@example.com', 'nobody@example.com']) {
      const browser = new Browser(suite.url);
      const page = await browser.submit(await addressPage(browser), { email, action: 'send-code' });
      const wrong = await browser.submit(page, { otp: 'abcdef', action: 'enter-code' });
      const own = (html: string) => html.replaceAll(email, '').replaceAll(/value="[\w-]{43}"/g, '');
      answers.push(JSON.stringify([page.status, own(page.html), wrong.status, own(wrong.html)]));
    }
    expect(answers[0]).toBe(answers[1]);
  });

  it('is not sent for text that is no address, nor for the form of another page', async () => {
    const browser = new Browser(suite.url);
    const address = await addressPage(browser);
    for (const email of ['', 'alice', `${'x'.repeat(260)}@example.com`, '"><script>@x']) {
      const again = await browser.submit(address, { email, action: 'send-code' });
      expect(again.html).toContain('This is not an e-mail address.');
      expect(again.html).not.toContain('<script');
    }
    const forged = await browser.submit(address, { csrf: 'AAAA', email: alice.email, action: 'send-code' });
    expect(forged.status).toBe(403);
  });

  it('lets a device in', async () => {
    const device = { client_type: 'public', authorization_grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
    const { body: client } = await alice.http.post<Application>('/o/applications/', {
      name: 'TV',
      redirect_uris: '',
      ...device,
    });
    const form = new URLSearchParams({ client_id: client.client_id, scope: 'openid' });
    const answer = await fetch(`${suite.url}/o/device-authorization/`, { method: 'POST', body: form });
    const { user_code, verification_uri } = (await answer.json()) as Record<string, string>;
    const browser = new Browser(suite.url);
    const confirm = await browser.submit(await browser.open(verification_uri ?? ''), { user_code: user_code ?? '' });
    const login = await browser.submit(confirm, {});
    const address = await browser.open(new URL('?with=code', login.url));
    const { page, code } = await codeAfter(bob, () =>
      browser.submit(address, { email: bob.email, action: 'send-code' }),
    );
    const consent = await browser.submit(page, { otp: code, action: 'enter-code' });
    expect(consent.html).toContain('You are signed in as <strong>bob</strong>');
    expect((await browser.submit(consent, { action: 'allow' })).html).toContain('Your device is connected');
  });
});

it('A consent that is not given leaves no record of one', async () => {
  const { email, id } = await newMember(suite.url);
  const browser = new Browser(suite.url);
  const login = await browser.open(authorizationRequest(application));
  const consent = await browser.submit(login, { login: email, password: PASSWORD, action: 'login' });
  const kindsOf = () => query('SELECT kind FROM audit_event WHERE user_id = $1 ORDER BY id DESC LIMIT 1', [id]);
  await browser.leave(browser.submit(consent, { action: 'deny' }));
  expect(await kindsOf()).toEqual([{ kind: 'logged-in' }]);
});

describe('a session of the suite', () => {
  /** A browser in which this person is signed in to the suite. */
  function browserOf({ http }: Person, headers: Record<string, string> = NAVIGATION, only?: string): Browser {
    const browser = new Browser(suite.url, headers);
    browser.hold(new Map([...http.cookies].filter(([name]) => only === undefined || name === only)));
    return browser;
  }

  it.each([undefined, 'access_token', 'refresh_token'])('stands for the login, by %s', async (cookie) => {
    const browser = browserOf(alice, NAVIGATION, cookie);
    const consent = await browser.open(authorizationRequest(application));
    expect(consent.html).toContain('You are signed in as <strong>alice</strong> (alice@example.com)');
    const back = await browser.leave(browser.submit(consent, { action: 'allow' }));
    expect(back.searchParams.get('code')).toBeTruthy();
    expect((await signInsOf(alice))[0]).toBe('suite-session');
  });

  it('uses up nothing: the cookies are as good as before', async () => {
    await browserOf(alice, NAVIGATION, 'refresh_token').open(authorizationRequest(application));
    expect((await alice.http.post('/api/refresh/')).status).toBe(204);
  });

  it('lives as long as configured', async () => {
    const answer = await alice.http.post('/api/refresh/');
    const [access] = answer.headers.getSetCookie().filter((line) => line.startsWith('access_token='));
    expect(access).toContain('Max-Age=600;');
    const [, payload = ''] = alice.accessToken.split('.');
    const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number };
    expect(exp - iat).toBe(600);
  });

  it.each([
    ['prompt=login', { prompt: 'login' }],
    ['max_age=0', { max_age: '0' }],
    ["another's login_hint", { login_hint: 'bob@example.com' }],
  ])('does not do for %s', async (_, more) => {
    expect(isLogin(await browserOf(alice).open(authorizationRequest(application, more)))).toBe(true);
  });

  it('does not do when it began longer ago than max_age, and does within it', async () => {
    const carol = await suite.signUp('carol');
    await query(
      `UPDATE session SET created_at = now() - interval '10 minutes'
       WHERE user_id = (SELECT user_id FROM identity WHERE email = $1)`,
      [carol.email],
    );
    const open = (max_age: string) => browserOf(carol).open(authorizationRequest(application, { max_age }));
    expect(isLogin(await open('300'))).toBe(true);
    expect((await open('900')).html).toContain('<strong>carol</strong>');
  });

  it.each(['ALICE', 'alice@example.com'])('does for login_hint=%s', async (login_hint) => {
    const page = await browserOf(alice).open(authorizationRequest(application, { login_hint }));
    expect(page.html).toContain('<strong>alice</strong>');
  });

  it.each([
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { ...NAVIGATION, 'sec-fetch-dest': 'iframe' }],
    ['a browser that does not say what for', {}],
  ])('does not do for %s', async (_, headers) => {
    expect(isLogin(await browserOf(alice, headers).open(authorizationRequest(application)))).toBe(true);
  });

  it("does not do for another site's form, which begins nothing at all", async () => {
    const [path = '', fields = ''] = authorizationRequest(application).split('?');
    const form: Page = { status: 200, url: suite.url, html: `<form action="${path}">`, headers: new Headers() };
    const before = await signInsOf(alice);
    const browser = browserOf(alice);
    expect((await browser.submit(form, Object.fromEntries(new URLSearchParams(fields)))).status).toBe(404);
    const page = await browserOf(alice, {}).open(authorizationRequest(application));
    const forged = browserOf(alice).submit({ ...page, html: '' }, { csrf: 'AAAA', action: 'allow' });
    expect((await forged).status).toBe(400);
    expect(await signInsOf(alice)).toEqual(before);
  });

  it('does not do once it has ended, or when its owner is disabled', async () => {
    const dave = await suite.signUp('dave');
    const browser = browserOf(dave);
    await query(`UPDATE identity SET is_active = false WHERE email = $1`, [dave.email]);
    expect(isLogin(await browser.open(authorizationRequest(application)))).toBe(true);
    await query(`UPDATE identity SET is_active = true WHERE email = $1`, [dave.email]);
    await dave.http.post('/api/logout/');
    expect(isLogin(await browser.open(authorizationRequest(application)))).toBe(true);
    const forged = new Browser(suite.url, NAVIGATION);
    forged.hold(
      new Map([
        ['access_token', 'x.y.z'],
        ['refresh_token', 'A'.repeat(43)],
      ]),
    );
    expect(isLogin(await forged.open(authorizationRequest(application)))).toBe(true);
  });

  it('can be left for another account', async () => {
    const browser = browserOf(alice);
    const consent = await browser.open(authorizationRequest(application));
    expect(consent.html).toContain('<a href="?with=password">Use another account</a>');
    const login = await browser.open(new URL('?with=password', consent.url));
    expect(isLogin(login)).toBe(true);
    const wrong = await browser.submit(login, { login: 'bob', password: 'wrong password', action: 'login' });
    expect(wrong.html).toContain('role="alert"');
    // The library ends the first one's session by a form, which has a button for browsers without scripts.
    const handOver = await browser.submit(wrong, { login: 'bob', password: PASSWORD, action: 'login' });
    const consentOfBob = await browser.submit(handOver, {});
    expect(consentOfBob.html).toContain('You are signed in as <strong>bob</strong>');
    const back = await browser.leave(browser.submit(consentOfBob, { action: 'allow' }));
    expect(back.searchParams.get('code')).toBeTruthy();
  });
});
