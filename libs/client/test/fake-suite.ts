import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

type Json = Record<string, unknown>;

/** What may go wrong with one frame on its way to a client. */
export type Fault = 'none' | 'lost' | 'doubled' | 'cut';

/** A socket's path, what it was opened with, and what it said. */
export interface Visit {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly socket: WebSocket;
  readonly frames: Json[];
}

/** A server that speaks the suite's side of the chat protocol from memory, as badly as it is told to. */
export class FakeSuite {
  readonly log: Json[] = [];
  readonly visits: Visit[] = [];
  readonly requests: string[] = [];
  /** The answers of the HTTP side, by `METHOD path`. */
  readonly answers = new Map<string, (request: IncomingMessage) => { status: number; body?: object; headers?: Json }>();
  /** Asked once per frame that goes out; without one nothing goes wrong. */
  fault: () => Fault = () => 'none';
  /** Replaces what a frame is answered with; undefined for the usual answer. */
  answer: (frame: Json) => Json | undefined = () => undefined;
  private readonly server = createServer((request, response) => this.serve(request, response));
  private readonly sockets = new WebSocketServer({ server: this.server });
  private readonly stored = new Map<string, Json>();

  static async start(): Promise<FakeSuite> {
    const suite = new FakeSuite();
    suite.sockets.on('connection', (socket, request) => suite.accept(socket, request));
    suite.server.listen(0, '127.0.0.1');
    await once(suite.server, 'listening');
    return suite;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds to the log, as somebody else would, and tells everybody. */
  post(body: string, clientId: string | null = null): Json {
    const seq = this.log.length + 1;
    const message = { id: `m${seq}`, sender_email: 'ada@example.com', body, created_at: '2025-01-15T11:00:00' };
    const entry = { type: 'new_message', message, channel_id: 1, seq, client_id: clientId };
    this.log.push(entry);
    for (const { socket } of this.visits) this.send(socket, entry);
    return entry;
  }

  send(socket: WebSocket, frame: Json): void {
    const fault = this.fault();
    if (fault === 'lost') return;
    if (fault === 'cut') return socket.terminate();
    socket.send(JSON.stringify(frame));
    if (fault === 'doubled') socket.send(JSON.stringify(frame));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private accept(socket: WebSocket, request: IncomingMessage): void {
    const url = new URL(request.url ?? '', this.url);
    const visit: Visit = { path: url.pathname, query: url.searchParams, socket, frames: [] };
    this.visits.push(visit);
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const frame = JSON.parse((data as Buffer).toString()) as Json;
      visit.frames.push(frame);
      const answer = this.answer(frame);
      if (answer) this.send(socket, answer);
      else this.handle(socket, frame);
    });
  }

  private handle(socket: WebSocket, frame: Json): void {
    if (frame.type === 'join_channel') this.join(socket, frame);
    if (frame.type === 'send_message') this.store(socket, frame);
    if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong', t: frame.t }));
  }

  private join(socket: WebSocket, { since, req }: Json): void {
    const head = this.log.length;
    // Faults hit messages; a lost answer to a join would be a lost connection in the end.
    socket.send(JSON.stringify({ type: 'joined', channel_id: 1, head, epoch: 'e1', recovered: true, req }));
    if (typeof since === 'number') for (const entry of this.log.slice(since)) this.send(socket, entry);
  }

  private store(socket: WebSocket, frame: Json): void {
    const clientId = String(frame.client_id);
    const known = this.stored.get(clientId);
    const entry = known ?? this.post(String(frame.body), clientId);
    this.stored.set(clientId, entry);
    const { id, created_at } = entry.message as Json;
    const ack = { type: 'ack', client_id: clientId, channel_id: 1, message_id: id, seq: entry.seq, created_at };
    this.send(socket, { ...ack, duplicate: known !== undefined });
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '', this.url).pathname;
    const name = `${request.method ?? ''} ${path}`;
    this.requests.push(name);
    const { status, body, headers } = this.answers.get(name)?.(request) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers } as never);
    response.end(body === undefined ? '' : JSON.stringify(body));
  }
}
