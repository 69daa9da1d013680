import type { LinkSettings } from '../../atrium/google-home/google-side.ts';
import { type HttpAnswer, HttpClient, type MailSink } from '@atrium/testing';

const PASSWORD = 'securePass123';
const EMAIL = 'olivia@example.com';
const USERNAME = 'olivia';

/** The person on whose behalf everything is measured. */
export class Owner {
  readonly #http: HttpClient;

  private constructor(url: string) {
    this.#http = new HttpClient(url);
  }

  /** Registers her and signs her in with the code from her mail. */
  static async signUp(url: string, mail: MailSink): Promise<Owner> {
    const owner = new Owner(url);
    const account = { username: USERNAME, password: PASSWORD, email: EMAIL, full_name: 'Olivia Owner' };
    await owner.#post('/api/register/', account, 201);
    await owner.#post('/api/request-otp/', { email: EMAIL }, 200);
    const { text = '' } = await mail.waitForMailTo(EMAIL, 60_000);
    await owner.#post('/api/verify-otp/', { email: EMAIL, otp: /\b\d{6}\b/.exec(text)?.[0] }, 200);
    return owner;
  }

  /** A new access token: one never outlives the measurement it was fetched for, and no service has seen it. */
  async freshToken(): Promise<string> {
    await this.#post('/api/refresh/', undefined, 204);
    return this.#http.cookies.get('access_token') ?? '';
  }

  /** Signs in so many times; each session's refresh token is unused. */
  async refreshTokens(count: number): Promise<string[]> {
    const tokens: string[] = [];
    while (tokens.length < count) {
      const { body } = await this.#post('/api/token/', { username: USERNAME, password: PASSWORD }, 200);
      tokens.push((body as { refresh: string }).refresh);
    }
    return tokens;
  }

  /** Registers an application that acts for itself, as the OAuth provider knows it. */
  async createClient(): Promise<{ readonly client_id: string; readonly client_secret: string }> {
    const settings = {
      name: 'Bench',
      client_type: 'confidential',
      authorization_grant_type: 'client-credentials',
    };
    const { client_id, client_secret } = (await this.#post('/o/applications/', settings, 201)).body as {
      client_id: string;
      client_secret: string;
    };
    return { client_id, client_secret };
  }

  async createWorkspace(name: string): Promise<number> {
    const { body } = await this.#post('/api/workspaces/', { name }, 201);
    return (body as { workspace_id: number }).workspace_id;
  }

  /** An application to which she can link her devices; with what it takes to do so as Google does. */
  async createLinkedApplication(redirectUri: string): Promise<LinkSettings> {
    const application = {
      name: 'Google',
      client_type: 'confidential',
      authorization_grant_type: 'authorization-code',
      redirect_uris: redirectUri,
    };
    const { body } = await this.#post('/o/applications/', application, 201);
    const { client_id: clientId, client_secret: clientSecret } = body as { client_id: string; client_secret: string };
    const url = this.#http.baseUrl;
    return { url, clientId, clientSecret, redirectUri, scope: 'smarthome', user: USERNAME, password: PASSWORD };
  }

  async createHome(name: string): Promise<string> {
    return ((await this.#post('/api/homes', { name }, 201)).body as { id: string }).id;
  }

  /** A virtual light; resolves to its id. */
  async createLight(homeId: string, name: string): Promise<string> {
    const traits = ['action.devices.traits.OnOff', 'action.devices.traits.Brightness'];
    const light = { homeId, name, type: 'action.devices.types.LIGHT', traits, attributes: {}, driver: 'virtual' };
    return ((await this.#post('/api/devices', light, 201)).body as { id: string }).id;
  }

  async createChannel(workspaceId: number, name: string): Promise<number> {
    const { body } = await this.#post('/api/channels/', { workspace_id: workspaceId, name, is_private: false }, 201);
    return (body as { channel_id: number }).channel_id;
  }

  async sendMessage(channelId: number, body: string): Promise<void> {
    await this.#post('/api/messages/', { channel_id: channelId, body }, 201);
  }

  async userId(): Promise<string> {
    const answer = await this.#http.get<{ id: string }>('/auth/me/');
    expectStatus('GET /auth/me/', answer, 200);
    return answer.body.id;
  }

  /** The latest messages of a channel, oldest first. */
  async latestBodies(channelId: number, limit: number): Promise<string[]> {
    const answer = await this.#http.get<{ data: { body: string }[] }>('/api/messages/', {
      query: { channel_id: channelId, limit },
    });
    expectStatus('GET /api/messages/', answer, 200);
    return answer.body.data.map(({ body }) => body);
  }

  async #post(path: string, body: object | undefined, status: number): Promise<HttpAnswer> {
    const answer = await this.#http.post(path, body, { timeoutMs: 60_000 });
    expectStatus(`POST ${path}`, answer, status);
    return answer;
  }
}

function expectStatus(request: string, { status, body }: HttpAnswer, expected: number): void {
  if (status !== expected) throw new Error(`${request} was answered with ${status}: ${JSON.stringify(body)}`);
}
