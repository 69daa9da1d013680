import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WaitingList } from '../waiting-list.ts';
import { type HomeGraphCall, readCall } from './homegraph-call.ts';
import { ServiceAccount } from './service-account.ts';
import { SyncedHomes } from './synced-homes.ts';

/** An answer instead of the right one. */
export interface Outage {
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

export interface HomeGraphServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Whoever asks for a token gets one; for suites whose key this server cannot know. */
  readonly trustsAnyKey?: boolean;
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** Google's side of HomeGraph on a port of its own: it checks token, scope, envelope, devices and states. */
export class HomeGraphServer {
  readonly account = new ServiceAccount();
  readonly homes = new SyncedHomes();
  /** What every call but those for tokens is answered with while it is set. */
  outage: Outage | undefined;
  /** Runs before a call is answered; it may wait. */
  beforeAnswer: ((call: Omit<HomeGraphCall, 'status'>) => Promise<void> | void) | undefined;
  readonly #calls = new WaitingList<HomeGraphCall>((call) => JSON.stringify(call));
  readonly #options: HomeGraphServerOptions;
  #server: Server | undefined;
  #port = 0;

  private constructor(options: HomeGraphServerOptions) {
    this.#options = options;
  }

  static async start(options: HomeGraphServerOptions = {}): Promise<HomeGraphServer> {
    const server = new HomeGraphServer(options);
    server.#port = options.port ?? 0;
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/v1`;
  }

  get tokenUrl(): string {
    return `http://127.0.0.1:${this.#port}/token`;
  }

  /** What smarthome-service is told in order to use it. */
  get environment() {
    return {
      HOMEGRAPH_URL: this.url,
      HOMEGRAPH_TOKEN_URL: this.tokenUrl,
      HOMEGRAPH_CLIENT_EMAIL: this.account.clientEmail,
      HOMEGRAPH_PRIVATE_KEY: this.account.privateKey.replaceAll('\n', '\\n'),
    };
  }

  /** Every call so far, refused ones too. */
  get calls(): readonly HomeGraphCall[] {
    return this.#calls.all;
  }

  /** Takes the first call that fits and was not taken before, waiting for it at most `timeoutMs` milliseconds. */
  take(predicate: (call: HomeGraphCall) => boolean, timeoutMs = 10_000): Promise<HomeGraphCall> {
    return this.#calls.take(predicate, timeoutMs, 'such call of HomeGraph');
  }

  /** Nobody listens until {@link comeBack}. */
  async goDown(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  /** Listens again, at the same address. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  stop(): Promise<void> {
    return this.goDown();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const method = /^\/v1\/devices:(requestSync|reportStateAndNotification|sync)$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST') return refuse(response, 404, 'no such method');
    if (request.url === '/token') return this.#giveToken(new URLSearchParams(body), response);
    if (method === undefined) return refuse(response, 404, 'no such method');
    await this.#answer(method as HomeGraphCall['method'], body, request, response);
  }

  #giveToken(form: URLSearchParams, response: ServerResponse): void {
    const outcome = this.#options.trustsAnyKey ? { token: 'any' } : this.account.exchange(form, this.tokenUrl);
    if ('fault' in outcome) return reply(response, 400, { error: outcome.fault, error_description: 'refused' });
    reply(response, 200, { access_token: outcome.token, expires_in: 3_599, token_type: 'Bearer' });
  }

  async #answer(
    method: HomeGraphCall['method'],
    body: string,
    { headers }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const isTrusted = (this.#options.trustsAnyKey ?? false) || this.account.isToken(token);
    if (!isTrusted) return refuse(response, 401, 'Request had invalid authentication credentials.');
    const read = readCall(method, parse(body));
    if ('refusal' in read) return refuse(response, read.refusal.status, read.refusal.message);
    await this.beforeAnswer?.(read.call);
    const outage = this.outage;
    const refusal = outage ? { status: outage.status, message: 'outage' } : this.#refusalOf(read.call);
    this.#calls.add({ ...read.call, status: refusal?.status ?? 200 });
    if (refusal) return refuse(response, refusal.status, refusal.message, outage?.retryAfterSeconds);
    reply(response, 200, this.#resultOf(read.call));
  }

  #refusalOf({ method, agentUserId, states }: Omit<HomeGraphCall, 'status'>) {
    if (method === 'reportStateAndNotification') return this.homes.report(agentUserId, states);
    const isLinked = this.homes.devicesOf(agentUserId) !== undefined;
    return isLinked ? undefined : { status: 404, message: 'Requested entity was not found.' };
  }

  #resultOf({ method, agentUserId }: Omit<HomeGraphCall, 'status'>): object {
    if (method !== 'sync') return {};
    return { requestId: 'any', payload: { agentUserId, devices: this.homes.devicesOf(agentUserId) ?? [] } };
  }
}

function refuse(response: ServerResponse, status: number, message: string, retryAfterSeconds?: number): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  reply(response, status, { error: { code: status, message, status: STATUS_NAMES[status] ?? 'UNAVAILABLE' } });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=UTF-8');
  response.end(JSON.stringify(body));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
