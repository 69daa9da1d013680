import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Intent } from '@atrium/google-home';
import { Browser } from '@atrium/testing';
import { CheckFailure, expectThat } from './check-list.ts';

/** What Google is told in its console, and whose account it links. */
export interface LinkSettings {
  /** The suite's public address, without a slash at its end. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly user: string;
  readonly password: string;
}

export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
}

/** An answer with its body as JSON; undefined when it is none. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A code, with what belongs to it. */
export interface Authorized {
  readonly code: string;
  readonly verifier: string;
  /** The page that asked for consent. */
  readonly consentHtml: string;
}

const TIMEOUT_MS = 30_000;

/** Google's side of account linking and fulfilment. */
export class GoogleSide {
  readonly settings: LinkSettings;
  #endpoints: Endpoints | undefined;

  constructor(settings: LinkSettings) {
    this.settings = settings;
  }

  /** Learns the endpoints by OpenID Connect Discovery. */
  async discover(): Promise<Endpoints> {
    const answer = await request(`${this.settings.url}/o/.well-known/openid-configuration`, { method: 'GET' });
    const { authorization_endpoint: authorization, token_endpoint: token } = answer.body;
    expectThat(answer.status === 200, `discovery was answered with ${answer.status}`);
    expectThat(typeof authorization === 'string' && typeof token === 'string', 'discovery names no endpoints');
    this.#endpoints = { authorization, token };
    return this.#endpoints;
  }

  /** The address that a browser is sent to. */
  authorizationUrl(state: string, verifier: string, changes: Readonly<Record<string, string>> = {}): string {
    const { clientId, redirectUri, scope } = this.settings;
    const url = new URL(this.#known().authorization);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state,
      user_locale: 'en-US',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Signs in and consents on the real pages, as somebody with a new browser does. */
  async authorize(): Promise<Authorized> {
    const { url, user, password, redirectUri } = this.settings;
    const [state, verifier] = [randomBytes(500).toString('base64url'), randomBytes(32).toString('base64url')];
    const browser = new Browser(new URL(url).origin);
    const login = await browser.open(this.authorizationUrl(state, verifier));
    expectThat(login.html.includes('name="password"'), `no page to sign in at ${login.url}: ${login.status}`);
    const consent = await browser.submit(login, { login: user, password, action: 'login' });
    expectThat(
      consent.html.includes('value="allow"'),
      `user and password are not accepted, or nothing asks for consent`,
    );
    const back = await browser.leave(browser.submit(consent, { action: 'allow' }));
    expectThat(back.href.startsWith(redirectUri), `the browser was sent to ${back.origin}${back.pathname}`);
    const fault = back.searchParams.get('error');
    expectThat(fault === null, `authorization ended with ${fault ?? ''}`);
    expectThat(back.searchParams.get('state') === state, 'state did not come back as it was sent');
    return { code: back.searchParams.get('code') ?? '', verifier, consentHtml: consent.html };
  }

  exchange({ code, verifier }: Pick<Authorized, 'code' | 'verifier'>): Promise<JsonAnswer> {
    const { redirectUri } = this.settings;
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
    return this.token(grant);
  }

  refresh(refreshToken: string): Promise<JsonAnswer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  /** A request to the token endpoint, with the client's secret in the form as Google sends it. */
  token(grant: Readonly<Record<string, string>>, secret = this.settings.clientSecret): Promise<JsonAnswer> {
    const form = new URLSearchParams({ client_id: this.settings.clientId, client_secret: secret, ...grant });
    return request(this.#known().token, { method: 'POST', body: form });
  }

  /** Sends one intent, with what Google sends beside it. */
  intent(
    intent: Intent,
    accessToken: string | undefined,
    payload?: object,
    requestId: string = randomUUID(),
  ): Promise<JsonAnswer> {
    const context = { locale_country: 'US', locale_language: 'en' };
    const input = { context, intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) };
    return this.fulfil({ requestId, inputs: [input] }, accessToken);
  }

  fulfil(body: unknown, accessToken: string | undefined): Promise<JsonAnswer> {
    return request(`${this.settings.url}/smarthome/fulfillment/`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        'google-assistant-api-version': 'v1',
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
    });
  }

  #known(): Endpoints {
    if (!this.#endpoints) throw new CheckFailure('the OAuth endpoints are not known');
    return this.#endpoints;
  }
}

/** The tokens of an answer. @throws CheckFailure when these are not what Google needs. */
export function tokensOf({ status, body }: JsonAnswer): TokenSet {
  expectThat(status === 200, `it was answered with ${status} ${JSON.stringify(body)}`);
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type, expires_in: expiresIn } = body;
  expectThat(typeof accessToken === 'string' && accessToken !== '', 'there is no access_token');
  expectThat(typeof refreshToken === 'string' && refreshToken !== '', 'there is no refresh_token');
  expectThat(typeof type === 'string' && type.toLowerCase() === 'bearer', `token_type is ${String(type)}`);
  expectThat(typeof expiresIn === 'number' && expiresIn > 0, `expires_in is ${String(expiresIn)}`);
  return { accessToken, refreshToken };
}

async function request(url: string, init: RequestInit): Promise<JsonAnswer> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const { cause } = error as Error;
    throw new CheckFailure(`${url} does not answer: ${String(cause ?? error)}`);
  }
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    return { status: response.status, body: typeof body === 'object' && body !== null ? { ...body } : {} };
  } catch {
    return { status: response.status, body: {} };
  }
}
