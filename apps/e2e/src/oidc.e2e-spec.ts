import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';
import pg from 'pg';

import { Browser, NAVIGATION } from './support/browser.js';
import { ClientCallback } from './support/client-callback.js';
import { LiveSuite } from './support/live-suite.js';
import { newMember } from './support/member.js';
import {
  authorization,
  CALLBACK,
  discoverProvider,
  isActive,
  redeem,
  refusalOf,
  type RegisteredApplication,
  type Request,
} from './support/oidc-client.js';
import type { Person } from './support/person.js';

const PASSWORD = 'securePass123';

let suite: LiveSuite;
let alice: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'auth-service': 2 } });
  alice = await suite.signUp('alice');
});

afterAll(() => suite.stop());

function discover(client: RegisteredApplication): Promise<oidc.Configuration> {
  return discoverProvider(suite.url, client);
}

async function application(settings: object = {}, owner = alice): Promise<RegisteredApplication> {
  const answer = await owner.http.post<RegisteredApplication>('/o/applications/', {
    name: 'Dashboard',
    client_type: 'confidential',
    authorization_grant_type: 'authorization-code',
    redirect_uris: CALLBACK,
    post_logout_redirect_uris: 'https://client.example.com/bye',
    ...settings,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

/** Signs in and allows; returns the address that the client is called back at. */
async function allow(request: Request, browser = new Browser(suite.url), login = 'alice'): Promise<URL> {
  const page = await browser.open(request.url);
  const consent = await browser.submit(page, { login, password: PASSWORD, action: 'login' });
  return browser.leave(browser.submit(consent, { action: 'allow' }));
}

async function signedIn(scope?: string) {
  const client = await discover(await application());
  // Without prompt=consent a client gets no offline_access (OpenID Connect Core, section 11).
  const request = await authorization(client, scope, { prompt: 'consent' });
  const callback = await allow(request);
  return { client, request, callback, tokens: await redeem(client, callback, request) };
}

describe('discovery', () => {
  it('names the endpoints as django-oauth-toolkit does, whatever host a client claims', async () => {
    const plain = await (await fetch(`${suite.url}/o/.well-known/openid-configuration`)).json();
    expect(plain).toMatchObject({
      issuer: `${suite.url}/o`,
      authorization_endpoint: `${suite.url}/o/authorize/`,
      token_endpoint: `${suite.url}/o/token/`,
      revocation_endpoint: `${suite.url}/o/revoke_token/`,
      introspection_endpoint: `${suite.url}/o/introspect/`,
      userinfo_endpoint: `${suite.url}/o/userinfo/`,
      jwks_uri: `${suite.url}/o/.well-known/jwks.json`,
      end_session_endpoint: `${suite.url}/o/logout/`,
      device_authorization_endpoint: `${suite.url}/o/device-authorization/`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-prefix': '/evil',
      forwarded: 'host=evil.example',
      'x-real-ip': '6.6.6.6',
    };
    const forged = await fetch(`${suite.url}/o/.well-known/openid-configuration/`, { headers });
    expect(await forged.json()).toEqual(plain);
  });
});

describe('the authorization code flow', () => {
  it('signs a person in with consent and tells the client who they are', async () => {
    const { client, tokens } = await signedIn('openid profile email offline_access');
    expect(tokens).toMatchObject({
      token_type: 'bearer',
      expires_in: 900,
      scope: 'openid profile email offline_access',
    });
    const claims = tokens.claims();
    const address = { email: 'alice@example.com', email_verified: true };
    expect(claims).toMatchObject({ iss: `${suite.url}/o`, name: 'Alice Johnson', ...address });
    const userinfo = await oidc.fetchUserInfo(client, tokens.access_token, claims?.sub ?? '');
    const name = { preferred_username: 'alice', given_name: 'Alice', family_name: 'Johnson' };
    expect(userinfo).toMatchObject({ ...name, ...address });
  });

  it('tells of an address that nobody has proved that it is not verified', async () => {
    const { email } = await newMember(suite.url);
    const client = await discover(await application());
    const request = await authorization(client);
    const tokens = await redeem(client, await allow(request, new Browser(suite.url), email), request);
    expect(tokens.claims()).toMatchObject({ email, email_verified: false });
    const userinfo = await oidc.fetchUserInfo(client, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(userinfo).toMatchObject({ email, email_verified: false });
  });

  it("takes a session of the suite for whom an id token names, and nobody else's", async () => {
    const { client, tokens } = await signedIn();
    const bob = await suite.signUp();
    const openAs = async ({ http }: Person) => {
      const browser = new Browser(suite.url, NAVIGATION);
      browser.hold(http.cookies);
      return browser.open((await authorization(client, 'openid', { id_token_hint: tokens.id_token ?? '' })).url);
    };
    expect((await openAs(bob)).html).toContain('<h1>Sign in</h1>');
    expect((await openAs(alice)).html).toContain('You are signed in as <strong>alice</strong>');
  });

  it('asks neither again in the same browser', async () => {
    const client = await discover(await application());
    const browser = new Browser(suite.url);
    const first = await authorization(client);
    await allow(first, browser);
    const second = await authorization(client);
    const callback = await browser.leave(browser.open(second.url));
    expect((await redeem(client, callback, second)).claims()?.name).toBe('Alice Johnson');
  });
});

describe('what is refused', () => {
  it('an address that the application has not registered: nobody is sent there', async () => {
    const client = await discover(await application());
    for (const redirect_uri of [
      'https://evil.example/callback',
      `${CALLBACK}/x`,
      `${CALLBACK}?x=1`,
      '//evil.example',
    ]) {
      const request = await authorization(client, 'openid', { redirect_uri });
      const page = await new Browser(suite.url).open(request.url);
      expect(page.status).toBe(400);
      expect(page.html).toContain('redirect_uri');
    }
  });

  it('markup in what a request says: pages show it as text, under a policy that runs nothing', async () => {
    const markup = '"><script>alert(1)</script>';
    const page = await new Browser(suite.url).open(`/o/authorize/?client_id=${encodeURIComponent(markup)}`);
    expect(page.html).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);

    const client = await discover(await application({ name: markup }));
    const login = await new Browser(suite.url).open(
      (await authorization(client, 'openid', { login_hint: markup })).url,
    );
    expect(login.html).toContain('&lt;script&gt;');
    expect(login.html).not.toContain('<script');
    expect(login.headers.get('content-security-policy')).toContain("form-action 'self' https://client.example.com");
  });

  it('a wrong password, a form of somebody else, and a person who cancels', async () => {
    const client = await discover(await application());
    const request = await authorization(client);
    const browser = new Browser(suite.url);
    const login = await browser.open(request.url);
    for (const who of ['alice', 'nobody', 'alice\0']) {
      const again = await browser.submit(login, { login: who, password: 'wrong password', action: 'login' });
      expect(again.html).toContain('This username or password is not right.');
    }
    const forged = await browser.submit(login, { csrf: 'AAAA', login: 'alice', password: PASSWORD, action: 'login' });
    expect(forged.status).toBe(403);
    const callback = await browser.leave(browser.submit(login, { action: 'deny' }));
    expect(await refusalOf(redeem(client, callback, request))).toBe('access_denied');
  });

  it('a request without PKCE, with `plain`, or with the implicit flow', async () => {
    const client = await discover(await application());
    for (const [more, error] of [
      [{ code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
    ] as const) {
      const { url } = await authorization(client, 'openid', more);
      for (const [name, value] of Object.entries(more)) if (value === '') url.searchParams.delete(name);
      const back = await new Browser(suite.url).leave(new Browser(suite.url).open(url));
      expect(back.href).toMatch(new RegExp(`^${CALLBACK}.*error=${error}`));
    }
  });

  it('a code with a wrong verifier, another client, a wrong secret, or after it was used', async () => {
    const registered = await application();
    const client = await discover(registered);
    const request = await authorization(client);
    const callback = await allow(request);
    const other = { ...request, verifier: oidc.randomPKCECodeVerifier() };
    expect(await refusalOf(redeem(client, callback, other))).toBe('invalid_grant');
    expect(await refusalOf(redeem(await discover(await application()), callback, request))).toBe('invalid_grant');
    const impostor = await discover({ ...registered, client_secret: 'guessed' });
    expect(await refusalOf(redeem(impostor, callback, request))).toBe('invalid_client');

    const tokens = await redeem(client, callback, request);
    expect(await isActive(client, tokens.access_token)).toBe(true);
    expect(await refusalOf(redeem(client, callback, request))).toBe('invalid_grant');
    expect(await isActive(client, tokens.access_token)).toBe(false);
    expect(await refusalOf(oidc.refreshTokenGrant(client, tokens.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('a body that is too long, and paths outside', async () => {
    const options = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect((await fetch(`${suite.url}/o/token/`, { ...options, body: 'x'.repeat(57 * 1024) })).status).toBe(413);
    expect((await fetch(`${suite.url}/o/token/`, { ...options, body: 'a=%00&b' })).status).toBe(400);
    expect((await fetch(`${suite.url}/o/nothing/`)).status).toBe(404);
    expect((await fetch(`${suite.url}/o/token`, { ...options, body: '' })).status).toBe(400);
  });
});

describe('tokens', () => {
  it('are renewed, and a refresh token that comes back ends the family', async () => {
    const { client, tokens } = await signedIn();
    const first = tokens.refresh_token ?? '';
    const renewed = await oidc.refreshTokenGrant(client, first);
    expect(renewed.refresh_token).not.toBe(first);
    expect(await refusalOf(oidc.refreshTokenGrant(client, first))).toBe('invalid_grant');
    expect(await refusalOf(oidc.refreshTokenGrant(client, renewed.refresh_token ?? ''))).toBe('invalid_grant');
    expect(await isActive(client, renewed.access_token)).toBe(false);
  });

  it('have one successor when a code or a refresh token is used in parallel, over two replicas', async () => {
    for (let round = 0; round < 3; round += 1) {
      const client = await discover(await application());
      const request = await authorization(client);
      const callback = await allow(request);
      const redeemed = await Promise.allSettled(Array.from({ length: 8 }, () => redeem(client, callback, request)));
      expect(redeemed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

      const { client: other, tokens } = await signedIn();
      const refresh = tokens.refresh_token ?? '';
      const renewals = Array.from({ length: 8 }, () => oidc.refreshTokenGrant(other, refresh));
      const renewed = await Promise.allSettled(renewals);
      expect(renewed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('are introspected by their own client, and say nothing to others', async () => {
    const { client, tokens } = await signedIn('openid messages:read');
    expect(await oidc.tokenIntrospection(client, tokens.access_token)).toMatchObject({
      active: true,
      username: 'alice',
      scope: 'openid messages:read',
      client_id: client.clientMetadata().client_id,
    });
    expect(await isActive(await discover(await application()), tokens.access_token)).toBe(false);
    const byGet = await fetch(`${suite.url}/o/introspect/?token=${tokens.access_token}`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(byGet.status).toBe(403);
  });

  it('end when they are revoked', async () => {
    const { client, tokens } = await signedIn();
    await oidc.tokenRevocation(client, tokens.refresh_token ?? '');
    expect(await isActive(client, tokens.access_token)).toBe(false);
    expect(await refusalOf(oidc.refreshTokenGrant(client, tokens.refresh_token ?? ''))).toBe('invalid_grant');
    await oidc.tokenRevocation(client, 'unknown');
  });

  it('of a client alone speak for nobody', async () => {
    const client = await discover(
      await application({ authorization_grant_type: 'client-credentials', redirect_uris: '' }),
    );
    const tokens = await oidc.clientCredentialsGrant(client, { scope: 'messages:read' });
    expect(await isActive(client, tokens.access_token)).toBe(true);
    expect((await suite.stranger().withToken(tokens.access_token).get('/api/workspaces/')).status).toBe(401);
    expect(await refusalOf(oidc.clientCredentialsGrant(client, { scope: 'introspection' }))).toBe('invalid_scope');
  });
});

describe("Google's account linking", () => {
  it('works without PKCE and may use its refresh token in parallel, for ever the same', async () => {
    const redirect = 'https://oauth-redirect.googleusercontent.com/r/my-project';
    const { client_id, client_secret } = await application({ redirect_uris: redirect });
    const query = new URLSearchParams({
      client_id,
      redirect_uri: redirect,
      state: 's',
      scope: 'smarthome',
      response_type: 'code',
    });
    const browser = new Browser(suite.url);
    const login = await browser.open(`/o/authorize/?${query.toString()}`);
    const consent = await browser.submit(login, { login: 'alice@example.com', password: PASSWORD, action: 'login' });
    expect(consent.html).toContain('see and control your devices');
    const callback = await browser.leave(browser.submit(consent, { action: 'allow' }));
    const token = async (body: Record<string, string>) => {
      const form = new URLSearchParams({ client_id, client_secret, ...body });
      const answer = await fetch(`${suite.url}/o/token/`, { method: 'POST', body: form });
      return { status: answer.status, body: (await answer.json()) as Record<string, string> };
    };
    const code = callback.searchParams.get('code') ?? '';
    const first = await token({ grant_type: 'authorization_code', code, redirect_uri: redirect });
    expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', scope: 'smarthome' } });
    const refresh_token = first.body.refresh_token ?? '';
    const renewals = await Promise.all([1, 2, 3, 4].map(() => token({ grant_type: 'refresh_token', refresh_token })));
    for (const { status } of renewals) expect(status).toBe(200);
    expect(await token({ grant_type: 'refresh_token', refresh_token: 'wrong' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    const devices = await suite
      .stranger()
      .withToken(first.body.access_token ?? '')
      .get('/api/devices');
    expect(devices.status).toBe(200);
  });
});

describe('the device flow', () => {
  it('lets a device in once its code was confirmed', async () => {
    const client = await discover(
      await application({
        client_type: 'public',
        authorization_grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        redirect_uris: '',
      }),
    );
    const device = await oidc.initiateDeviceAuthorization(client, { scope: 'openid smarthome' });
    const browser = new Browser(suite.url);
    const input = await browser.open(device.verification_uri);
    const wrong = await browser.submit(input, { user_code: 'BBBB-BBBB' });
    expect(wrong.html).toContain('This code is not right');
    const confirm = await browser.submit(wrong, { user_code: device.user_code });
    expect(confirm.html).toContain(device.user_code);
    // The link with the code in it leads to the same question; its form has a button for browsers without scripts.
    const link = await browser.open(device.verification_uri_complete ?? '');
    expect(link.html).toContain('<noscript>');
    expect(link.headers.get('content-security-policy')).toMatch(/script-src 'none' 'sha256-/);
    const confirmAgain = await browser.submit(link, {});
    expect(confirmAgain.html).toContain(device.user_code);
    const login = await browser.submit(confirmAgain, {});
    const consent = await browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
    const done = await browser.submit(consent, { action: 'allow' });
    expect(done.html).toContain('Your device is connected');
    const tokens = await oidc.pollDeviceAuthorizationGrant(client, { ...device, interval: 0.01 });
    expect(tokens.claims()?.sub).toBeDefined();
  });
});

describe('signing out', () => {
  it('asks, ends the session and what hangs on it, and returns to the application', async () => {
    const client = await discover(await application());
    const browser = new Browser(suite.url);
    const request = await authorization(client);
    const tokens = await redeem(client, await allow(request, browser), request);
    const url = oidc.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://client.example.com/bye',
      state: 'done',
    });
    const page = await browser.open(url);
    expect(page.html).toContain('Sign out?');
    const left = await browser.leave(browser.submit(page, { logout: 'yes' }));
    expect(left.href).toBe('https://client.example.com/bye?state=done');
    expect(await isActive(client, tokens.access_token)).toBe(false);
    expect((await browser.open((await authorization(client)).url)).html).toContain('Sign in');

    url.searchParams.set('post_logout_redirect_uri', 'https://evil.example/');
    expect((await browser.open(url)).status).toBe(400);
  });
});

/** Sets what only staff may set, and reads what only they see. */
async function asStaff(sql: string, values: unknown[]): Promise<object[]> {
  const client = new pg.Client({ connectionString: suite.servers.databaseUrls['auth-service'] });
  await client.connect();
  const { rows } = await client.query<object>(sql, values);
  await client.end();
  return rows;
}

describe('clients that staff have set up', () => {
  it('are told when a session ends', async () => {
    const callback = await ClientCallback.listen();
    const registered = await application();
    const sql = 'UPDATE oauth_application SET backchannel_logout_uri = $1 WHERE id = $2';
    await asStaff(sql, [callback.url, registered.id]);
    const client = await discover(registered);
    const browser = new Browser(suite.url);
    const request = await authorization(client);
    const tokens = await redeem(client, await allow(request, browser), request);
    const page = await browser.open(oidc.buildEndSessionUrl(client, { id_token_hint: tokens.id_token ?? '' }));
    expect((await browser.submit(page, { logout: 'yes' })).html).toContain('You are signed out');

    const [, payload = ''] = callback.received[0]?.get('logout_token')?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: `${suite.url}/o`,
      aud: registered.client_id,
      sub: tokens.claims()?.sub,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    callback.close();
  });

  it('ask for no consent, and introspect any token with a bearer token of theirs', async () => {
    const registered = await application();
    await asStaff('UPDATE oauth_application SET is_trusted = true WHERE id = $1', [registered.id]);
    const client = await discover(registered);
    const request = await authorization(client, 'openid introspection');
    const browser = new Browser(suite.url);
    const login = await browser.open(request.url);
    const callback = await browser.leave(
      browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' }),
    );
    const { access_token: bearer } = await redeem(client, callback, request);

    const { tokens } = await signedIn('openid smarthome');
    const introspect = async (query: string) => {
      const headers = { authorization: `Bearer ${bearer}` };
      const answer = await fetch(`${suite.url}/o/introspect/${query}`, { headers });
      return { status: answer.status, body: (await answer.json()) as object };
    };
    expect(await introspect(`?token=${tokens.access_token}`)).toMatchObject({
      status: 200,
      body: { active: true, username: 'alice', scope: 'openid smarthome' },
    });
    expect(await introspect('?token=unknown')).toEqual({ status: 200, body: { active: false } });
    expect((await introspect('')).status).toBe(400);
  });
});

describe('applications', () => {
  it('belong to their owner, who sees the secret once', async () => {
    const created = await application({ redirect_uris: `${CALLBACK} http://localhost:3000/callback` });
    expect(created.client_secret).toMatch(/^[\w-]{43}$/);
    const path = `/o/applications/${created.id}/`;
    const { body } = await alice.http.get<object>(path);
    expect(body).toMatchObject({ name: 'Dashboard', redirect_uris: `${CALLBACK} http://localhost:3000/callback` });
    expect(JSON.stringify(body)).not.toContain(created.client_secret);
    const changed = { name: 'Renamed', authorization_grant_type: 'authorization-code', redirect_uris: CALLBACK };
    expect((await alice.http.put(path, changed)).body).toMatchObject({ name: 'Renamed', client_id: created.client_id });

    const bob = await suite.signUp();
    for (const answer of [await bob.http.get(path), await bob.http.put(path, changed), await bob.http.delete(path)]) {
      expect(answer.status).toBe(404);
    }
    expect((await bob.http.get('/o/applications/')).body).toEqual({ items: [] });
    expect((await suite.stranger().get('/o/applications/')).status).toBe(401);

    expect((await alice.http.delete(path)).status).toBe(204);
    const client = await discover(created);
    expect((await new Browser(suite.url).open((await authorization(client)).url)).html).toContain('invalid_client');
  });

  it.each([
    [{ redirect_uris: 'javascript:alert(1)' }, 400],
    [{ redirect_uris: 'http://client.example.com/callback' }, 400],
    [{ redirect_uris: 'https://*.example.com/' }, 400],
    [{ redirect_uris: 'https://client.example.com/#x' }, 400],
    [{ redirect_uris: 'com.example.app:/callback' }, 400],
    [{ redirect_uris: '' }, 400],
    [{ authorization_grant_type: 'password' }, 400],
    [{ authorization_grant_type: 'implicit' }, 400],
    [{ client_type: 'public', authorization_grant_type: 'client-credentials' }, 400],
    [{ allowed_origins: 'https://client.example.com/path' }, 400],
    [{ skip_authorization: true }, 403],
    [{ backchannel_logout_uri: 'https://client.example.com/out' }, 403],
    [{ name: '' }, 400],
  ])('cannot be %j', async (settings, status) => {
    await expect(application(settings)).rejects.toThrow(`"status":${status}`);
  });
});

describe("a client's access token at the API", () => {
  it('opens what its scopes say, and nothing else', async () => {
    const { tokens } = await signedIn('openid workspaces:read');
    const client = suite.stranger().withToken(tokens.access_token);
    expect((await client.get('/api/workspaces/')).status).toBe(200);
    for (const refused of [
      await client.post('/api/workspaces/', { name: 'Not allowed' }),
      await client.get('/api/devices'),
      await client.get('/auth/me/'),
      await client.get('/o/applications/'),
      await client.get('/o/authorized_tokens/'),
    ]) {
      expect(refused.status).toBe(403);
    }
    expect((await suite.stranger().withToken('A'.repeat(43)).get('/api/workspaces/')).status).toBe(401);
    const cookie = { headers: { cookie: `access_token=${tokens.access_token}` } };
    expect((await suite.stranger().get('/api/workspaces/', cookie)).status).toBe(401);
  });

  it('ends with the authorization that its owner takes back', async () => {
    const carol = await suite.signUp('carol');
    const registered = await application({ name: 'Calendar' });
    const client = await discover(registered);
    const request = await authorization(client, 'openid workspaces:read');
    const browser = new Browser(suite.url);
    const login = await browser.open(request.url);
    const consent = await browser.submit(login, { login: 'carol', password: PASSWORD, action: 'login' });
    const tokens = await redeem(client, await browser.leave(browser.submit(consent, { action: 'allow' })), request);

    const { body } = await carol.http.get<{ items: { id: string }[] }>('/o/authorized_tokens/');
    expect(body.items).toEqual([
      expect.objectContaining({
        application: { client_id: registered.client_id, name: 'Calendar' },
        scope: 'openid workspaces:read',
      }),
    ]);
    const path = `/o/authorized_tokens/${body.items[0]?.id ?? ''}/`;
    expect((await alice.http.delete(path)).status).toBe(404);
    expect(await isActive(client, tokens.access_token)).toBe(true);
    expect((await carol.http.delete(path)).status).toBe(204);
    expect((await carol.http.get('/o/authorized_tokens/')).body).toEqual({ items: [] });
    expect(await isActive(client, tokens.access_token)).toBe(false);
    expect((await suite.stranger().withToken(tokens.access_token).get('/api/workspaces/')).status).toBe(401);

    const userId = tokens.claims()?.sub;
    expect(await recordOf(userId)).toEqual([
      {
        kind: 'oauth-granted',
        actorId: userId,
        target: registered.client_id,
        address: '127.0.0.1',
        details: { scope: 'openid workspaces:read' },
      },
      { kind: 'oauth-grant-revoked', actorId: userId, target: body.items[0]?.id, address: null, details: {} },
    ]);
  });
});

/** What people did at the provider, as staff find it, the earliest first. */
function recordOf(userId: string | undefined): Promise<object[]> {
  const sql = `SELECT kind, actor_id AS "actorId", target, address, details FROM audit_event
    WHERE user_id = $1 AND kind LIKE 'oauth-%' ORDER BY id`;
  return asStaff(sql, [userId]);
}
