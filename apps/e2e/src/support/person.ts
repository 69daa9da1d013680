import type { Tokens } from '@atrium/client';
import { ChatSocket, HttpClient, type HttpAnswer, type MailSink } from '@atrium/testing';

const PASSWORD = 'securePass123';

/** A person at a browser: cookies, a mailbox, and sockets. */
export class Person {
  readonly http: HttpClient;
  /** Every socket so far, with its path. */
  readonly sockets: (readonly [path: string, socket: ChatSocket])[] = [];
  private readonly codes: string[] = [];

  constructor(
    readonly url: string,
    readonly email: string,
    private readonly mail: MailSink,
  ) {
    this.http = new HttpClient(url);
  }

  get accessToken(): string {
    return this.http.cookies.get('access_token') ?? '';
  }

  /** What nobody else may learn of them, by kind. */
  get secrets(): (readonly [string, string])[] {
    return [
      ['a password', PASSWORD],
      ...this.codes.map((code) => ['a one-time code', code] as const),
      ...Array.from(this.http.receivedCookies, (cookie) => ['a cookie', cookie] as const),
    ];
  }

  register(username: string, fullName: string): Promise<HttpAnswer> {
    return this.post('/api/register/', { username, password: PASSWORD, email: this.email, full_name: fullName }, 201);
  }

  /** Asks for a code, reads it in the mail and signs in with it. */
  async signIn(): Promise<void> {
    const otp = await this.requestCode();
    await this.post('/api/verify-otp/', { email: this.email, otp }, 200);
  }

  /** Signs in with the password, for another session with a pair of tokens. */
  async logIn(): Promise<Tokens> {
    const answer = await this.post('/api/auth/login', { email: this.email, password: PASSWORD }, 200);
    return (answer.body as { tokens: Tokens }).tokens;
  }

  async requestCode(): Promise<string> {
    await this.post('/api/request-otp/', { email: this.email }, 200);
    const { text = '' } = await this.mail.waitForMailTo(this.email);
    const code = /\b\d{6}\b/.exec(text)?.[0];
    if (!code) throw new Error(`No six-digit code in this mail: ${text}`);
    this.codes.push(code);
    return code;
  }

  async createWorkspace(name = 'My Team'): Promise<number> {
    const answer = await this.post('/api/workspaces/', { name, description: 'Team workspace' }, 201);
    return (answer.body as { workspace_id: number }).workspace_id;
  }

  async createChannel(workspaceId: number, name = 'general', isPrivate = false): Promise<number> {
    const channel = { workspace_id: workspaceId, name, is_private: isPrivate };
    return ((await this.post('/api/channels/', channel, 201)).body as { channel_id: number }).channel_id;
  }

  async sendMessage(channelId: number, body: string): Promise<string> {
    const answer = await this.post('/api/messages/', { channel_id: channelId, body }, 201);
    return (answer.body as { message_id: string }).message_id;
  }

  /** Bodies of the latest messages, oldest first. */
  async readBodies(channelId: number): Promise<string[]> {
    const { body } = await this.http.get<{ data: { body: string }[] }>('/api/messages/', {
      query: { channel_id: channelId, limit: 200 },
    });
    return body.data.map((message) => message.body);
  }

  /** Summaries of a workspace's activities, newest first. */
  async readActivities(workspaceId: number, type = 'message_sent'): Promise<string[]> {
    const { body } = await this.http.post<{ data: { type: string; summary: string; ref_id: string }[] }>(
      '/api/activities/',
      { workspace_id: workspaceId, limit: 200 },
    );
    return body.data.filter((activity) => activity.type === type).map((activity) => activity.ref_id);
  }

  chat(): Promise<ChatSocket> {
    return this.socket('/ws/chat/');
  }

  /** A socket of version 2 of the protocol if `version` says so. */
  async socket(path: string, version: 1 | 2 = 1): Promise<ChatSocket> {
    const query = version === 2 ? { query: { v: 2 } } : {};
    const socket = await ChatSocket.connect(this.url, path, { token: this.accessToken, ...query });
    this.sockets.push([path, socket]);
    return socket;
  }

  private async post(path: string, body: object, expected: number): Promise<HttpAnswer> {
    const answer = await this.http.post(path, body);
    if (answer.status !== expected) {
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }
}
