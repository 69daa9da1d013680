import { once } from 'node:events';
import { WebSocket } from 'ws';
import { WaitingList } from './waiting-list.ts';

/** A JSON frame; tests look into it freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Frame = Record<string, any>;

export interface ChatSocketOptions {
  /** Goes into the query as `token`. */
  token?: string;
  /** Goes into the Authorization header, as a bff-gateway sends it to a realtime-gateway. */
  bearer?: string;
  /** Subprotocol that is offered. */
  protocol?: string;
  /** The Cookie header, as `HttpClient.cookieHeader` gives it. */
  cookie?: string;
  /** Default: none, as programs other than browsers do. */
  origin?: string;
  query?: Record<string, string | number>;
}

/** The end of a connection, as the server gave it. */
export interface SocketClose {
  code: number;
  reason: string;
}

/** The server's refusal to open a socket: its answer to the upgrade request. */
export class UpgradeRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The server answered the upgrade request with ${status}.`);
    this.status = status;
  }
}

/** A WebSocket client that collects JSON frames, so that a test can wait for the one it expects. */
export class ChatSocket {
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<SocketClose>;
  /** The cookies that the answer to the upgrade set. */
  readonly setCookies: string[] = [];
  /** Every frame so far, to the byte. */
  readonly texts: string[] = [];
  readonly #socket: WebSocket;
  readonly #frames = new WaitingList<Frame>((frame) => JSON.stringify(frame));

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.once('upgrade', ({ headers }) => this.setCookies.push(...(headers['set-cookie'] ?? [])));
    socket.on('message', (data) => {
      const text = (data as Buffer).toString();
      this.texts.push(text);
      this.#frames.add(JSON.parse(text) as Frame);
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#frames.fail(new Error(`The server closed the socket (${code} ${String(reason)}).`));
        resolve({ code, reason: String(reason) });
      });
    });
  }

  /**
   * Opens a socket.
   * @param baseUrl the suite's address, http or ws.
   * @param path for example `/ws/chat/`.
   * @throws UpgradeRefused when the server answers with a status.
   */
  static async connect(baseUrl: string, path: string, options: ChatSocketOptions = {}): Promise<ChatSocket> {
    const url = new URL(path, baseUrl);
    url.protocol = url.protocol.replace('http', 'ws');
    const query: Record<string, string | number> = {
      ...options.query,
      ...(options.token === undefined ? {} : { token: options.token }),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const socket = new WebSocket(url, options.protocol === undefined ? [] : [options.protocol], {
      headers: {
        ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
        ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
      },
      handshakeTimeout: 10_000,
      ...(options.origin === undefined ? {} : { origin: options.origin }),
    });
    // Before the socket is open: a frame can arrive together with the answer to the upgrade.
    const chatSocket = new ChatSocket(socket);
    const refused = once(socket, 'unexpected-response').then(([request, response]) => {
      (request as { destroy(): void }).destroy();
      throw new UpgradeRefused((response as { statusCode: number }).statusCode);
    });
    refused.catch(() => undefined);
    await Promise.race([once(socket, 'open'), refused]);
    socket.on('error', () => undefined);
    return chatSocket;
  }

  /** Every frame so far. */
  get frames(): readonly Frame[] {
    return this.#frames.all;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends an object as JSON, or a string as it is. */
  send(frame: object | string): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Takes the first frame that fits and was not taken before, waiting for it at most `timeoutMs` milliseconds. */
  next(predicate: (frame: Frame) => boolean = () => true, timeoutMs = 5_000): Promise<Frame> {
    return this.#frames.take(predicate, timeoutMs, 'such frame');
  }

  /** Takes nothing in any more, as a client whose process hangs. */
  stall(): void {
    this.#socket.pause();
  }

  /** Takes everything in again. */
  goOn(): void {
    this.#socket.resume();
  }

  /** Closes the connection in good order, and waits until it is closed. */
  async close(): Promise<SocketClose> {
    this.#socket.close();
    return this.closed;
  }

  /** Cuts the connection, as a lost network would. */
  terminate(): void {
    this.#socket.terminate();
  }
}
