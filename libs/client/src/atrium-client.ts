import { Chat } from './chat/chat.js';
import type { Message } from './chat/messages.js';
import { ActivityFeed } from './feeds/activity-feed.js';
import { NotificationFeed } from './feeds/notification-feed.js';
import { Presence, type PresenceOptions } from './feeds/presence.js';
import { HttpApi } from './http/http-api.js';
import { CookieSession } from './session/cookie-session.js';
import { TokenSession, type Tokens } from './session/token-session.js';
import type { SocketOptions } from './socket/socket-options.js';

export interface AtriumClientOptions {
  /** The suite's address, such as `https://atrium.example`. */
  readonly baseUrl: string;
  /** Tokens of an earlier login; without them the session is the one of the cookies. */
  readonly tokens?: Tokens;
  /** Told of each new pair of tokens, so that a program can keep them. */
  readonly onTokens?: (tokens: Tokens) => void;
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch;
  readonly WebSocket?: typeof globalThis.WebSocket;
}

export interface Workspace {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly created_by: string;
  readonly created_at: string;
}

export interface Channel {
  readonly id: number;
  readonly workspace_id: number;
  readonly name: string;
  readonly is_private: 0 | 1;
  readonly created_at: string;
}

interface Data<Value> {
  readonly data: Value;
}

/**
 * The suite, for browsers and Node. Signing in is one call; sockets come back by themselves, lose nothing and double
 * nothing, and renew the session.
 */
export class AtriumClient {
  /** For endpoints that have no method here. */
  readonly http: HttpApi;
  private readonly fetch: typeof globalThis.fetch;

  constructor(private readonly options: AtriumClientOptions) {
    this.fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    const session = options.tokens ? this.tokenSession(options.tokens) : new CookieSession(options.baseUrl, this.fetch);
    this.http = new HttpApi(options.baseUrl, this.fetch, session);
  }

  async register(account: { username: string; password: string; email: string; full_name: string }): Promise<void> {
    await this.http.post('/api/register/', account);
  }

  /** Has a six-digit code sent, which is good for five minutes. */
  async requestOtp(email: string): Promise<void> {
    await this.http.post('/api/request-otp/', { email });
  }

  /** Signs in with the code; the session's cookies are kept. */
  async verifyOtp(email: string, otp: string): Promise<void> {
    await this.http.post('/api/verify-otp/', { email, otp });
  }

  /** Signs in with a password; from here on the session is a pair of tokens. */
  async logIn(email: string, password: string): Promise<void> {
    const { tokens } = await this.http.post<{ tokens: Tokens }>('/api/auth/login', { email, password });
    this.http.session = this.tokenSession(tokens);
    this.options.onTokens?.(tokens);
  }

  async workspaces(): Promise<Workspace[]> {
    return (await this.http.get<Data<Workspace[]>>('/api/workspaces/')).data;
  }

  async createWorkspace(workspace: { name: string; description?: string }): Promise<number> {
    return (await this.http.post<{ workspace_id: number }>('/api/workspaces/', workspace)).workspace_id;
  }

  async channels(workspaceId: number): Promise<Channel[]> {
    return (await this.http.get<Data<Channel[]>>('/api/channels/', { workspace_id: workspaceId })).data;
  }

  async createChannel(channel: { workspace_id: number; name: string; is_private?: boolean }): Promise<number> {
    const request = { is_private: false, ...channel };
    return (await this.http.post<{ channel_id: number }>('/api/channels/', request)).channel_id;
  }

  /** The latest messages of a channel, oldest first. */
  async messages(channelId: number, limit?: number): Promise<Message[]> {
    return (await this.http.get<Data<Message[]>>('/api/messages/', { channel_id: channelId, limit })).data;
  }

  chat(): Chat {
    return new Chat(this.socketOptions());
  }

  activity(workspaceId: number): ActivityFeed {
    return new ActivityFeed(workspaceId, this.socketOptions());
  }

  /** @param since the last notification that is known. */
  notifications(since?: number): NotificationFeed {
    return new NotificationFeed(this.socketOptions(), since);
  }

  presence(own?: PresenceOptions): Presence {
    return new Presence(this.socketOptions(), own);
  }

  private tokenSession(tokens: Tokens): TokenSession {
    return new TokenSession(this.options.baseUrl, this.fetch, tokens, this.options.onTokens);
  }

  private socketOptions(): SocketOptions {
    const { baseUrl, WebSocket = globalThis.WebSocket } = this.options;
    return { baseUrl, session: this.http.session, WebSocket };
  }
}
