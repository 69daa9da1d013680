import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as oidc from 'openid-client';

import { Browser } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const CALLBACK = 'https://client.example.com/callback';
const PASSWORD = 'securePass123';

let suite: LiveSuite;
let alice: Person;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'auth-service': 2 } });
  alice = await suite.signUp('alice');
});

afterAll(() => suite.stop());

interface RegisteredApplication {
  readonly id: number;
  readonly client_id: string;
  readonly client_secret: string;
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

/** What a client's library learns about the provider. */
function discover({ client_id: id, client_secret: secret }: RegisteredApplication): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(`${suite.url}/o`), id, secret, undefined, {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the suite under test is served over plain http
    execute: [oidc.allowInsecureRequests],
    algorithm: 'oidc',
  });
}

interface Request {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function authorization(
  client: oidc.Configuration,
  scope = 'openid profile email',
  more: Record<string, string> = {},
): Promise<Request> {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { url, verifier, state, nonce };
}

/** Signs in and allows; returns the address that the client is called back at. */
async function allow(request: Request, browser = new Browser(suite.url)): Promise<URL> {
  const login = await browser.open(request.url);
  const consent = await browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
  return browser.leave(browser.submit(consent, { action: 'allow' }));
}

function redeem(client: oidc.Configuration, callback: URL, { verifier, state, nonce }: Request) {
  return oidc.authorizationCodeGrant(client, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
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
    expect(claims).toMatchObject({ iss: `${suite.url}/o`, name: 'Alice Johnson', email: 'alice@example.com' });
    const userinfo = await oidc.fetchUserInfo(client, tokens.access_token, claims?.sub ?? '');
    expect(userinfo).toMatchObject({ preferred_username: 'alice', given_name: 'Alice', family_name: 'Johnson' });
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
