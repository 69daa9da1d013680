import { generateKeyPairSync } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Adapter, type AdapterPayload, type JWK, Provider } from 'oidc-provider';
import { HttpClient } from './http-client.ts';

/** Claims of somebody at the provider, besides `sub`. */
export type Claims = Record<string, string | boolean>;

const CLIENT_ID = 'atrium';
const CLIENT_SECRET = 'a-secret-between-atrium-and-its-provider';

/** Keeps what the provider stores, in memory and for one provider. */
class MemoryAdapter implements Adapter {
  readonly #entries: Map<string, AdapterPayload>;
  readonly #model: string;

  constructor(entries: Map<string, AdapterPayload>, model: string) {
    this.#entries = entries;
    this.#model = model;
  }

  upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#entries.set(this.#key(id), payload);
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.#entries.get(this.#key(id)));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve([...this.#entries.values()].find((entry) => entry.uid === uid));
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    const entry = this.#entries.get(this.#key(id));
    if (entry) entry.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.#entries.delete(this.#key(id));
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, entry] of this.#entries) if (entry.grantId === grantId) this.#entries.delete(key);
    return Promise.resolve();
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }
}

/** What it signs id tokens with. */
function newSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256', use: 'sig' };
}

/** An OpenID provider that this project did not write (`oidc-provider`), on a port of its own, with people of a test. */
export class IdentityProvider {
  /** By the name that they sign in with there; their `sub` is the same. */
  readonly people = new Map<string, Claims>();
  readonly issuer: string;
  /** Everything that must not be told: tokens, codes, the client's secret. */
  readonly secrets = new Set<string>([CLIENT_SECRET]);
  /** How often it was asked for tokens, be it for a code or a refresh token. */
  tokenRequests = 0;
  /** What its answers to requests for tokens wait for. */
  answersTokensAfter: Promise<unknown> = Promise.resolve();
  readonly #entries: Map<string, AdapterPayload>;
  readonly #server: Server;

  private constructor(issuer: string, server: Server, entries: Map<string, AdapterPayload>) {
    this.issuer = issuer;
    this.#server = server;
    this.#entries = entries;
    const provider = new Provider(issuer, {
      adapter: (model: string) => new MemoryAdapter(entries, model),
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['preferred_username', 'given_name', 'family_name'],
      },
      scopes: ['openid', 'email', 'profile'],
      pkce: { required: () => true },
      jwks: { keys: [newSigningKey()] },
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      cookies: { keys: ['a-key-of-this-test-provider'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      issueRefreshToken: () => Promise.resolve(true),
      ttl: {
        AccessToken: 3_600,
        AuthorizationCode: 60,
        RefreshToken: 3_600,
        Grant: 3_600,
        Session: 3_600,
        Interaction: 600,
        IdToken: 600,
      },
      findAccount: (_context, sub) => {
        const claims = this.people.get(sub);
        return claims && { accountId: sub, claims: () => Promise.resolve({ sub, ...claims }) };
      },
    });
    server.on('request', (request, response) => {
      this.#answer(provider, request, response).catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    });
  }

  static async start(): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new IdentityProvider(`http://127.0.0.1:${port}`, server, new Map());
  }

  /** What a suite is told in order to use it. */
  get environment() {
    return {
      SSO_ISSUER: this.issuer,
      SSO_AUTHORIZATION_URL: `${this.issuer}/auth`,
      SSO_TOKEN_URL: `${this.issuer}/token`,
      SSO_USERINFO_URL: `${this.issuer}/me`,
      SSO_CLIENT_ID: CLIENT_ID,
      SSO_CLIENT_SECRET: CLIENT_SECRET,
    };
  }

  /** Lets a suite send people here that are to be sent back to this address. */
  register(redirectUri: string): void {
    this.#entries.set(`Client:${CLIENT_ID}`, {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    } as unknown as AdapterPayload);
  }

  /** Lets a minute pass for the codes that it has given out: nobody can redeem one of them any more. */
  letCodesExpire(): void {
    for (const [key, entry] of this.#entries) if (key.startsWith('AuthorizationCode:')) entry.exp = 1;
  }

  /** Forgets whatever it has let anybody do: no token of it is good any more. */
  revokeEverything(): void {
    for (const key of this.#entries.keys()) if (!key.startsWith('Client:')) this.#entries.delete(key);
  }

  /** Signs somebody in and consents for them, as they would in a browser; returns where they are sent back to. */
  async visit(authorizationUrl: string, name: string): Promise<URL> {
    const browser = new HttpClient(this.issuer);
    let location = authorizationUrl;
    for (let steps = 0; steps < 12; steps += 1) {
      const url = new URL(location, this.issuer);
      if (url.origin !== this.issuer) return url;
      const answer = await browser.get<string>(url.href);
      location = answer.headers.get('location') ?? (await this.#submit(browser, url, answer.body, name));
    }
    throw new Error(`The provider sends ${name} round in circles, last to ${location}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/token') {
      this.tokenRequests += 1;
      await this.answersTokensAfter;
    }
    if (request.url?.startsWith('/interaction/')) await interact(provider, request, response);
    else await provider.callback()(request, response);
  }

  async #submit(browser: HttpClient, url: URL, page: string, name: string): Promise<string> {
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`The provider shows neither login nor consent: ${page.slice(0, 2_000)}`);
    const form = new URLSearchParams({ prompt, login: name, password: 'any' });
    const { headers } = await browser.post(url.pathname, form);
    return headers.get('location') ?? url.href;
  }
}

/** Asks who it is and whether they agree, as plainly as can be; believes everybody. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, session, params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.end(`<form method="post"><input type="hidden" name="prompt" value="${prompt.name}"></form>`);
    return;
  }
  const accountId = new URLSearchParams(await text(request)).get('login') ?? '';
  if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId } });
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}
