import { SignedOut } from '../errors.js';
import { Listeners } from '../listeners.js';
import { Backoff } from './backoff.js';
import { CLOSE, FINAL_CODES, readFrame, type Frame } from './frames.js';
import type { SocketOptions } from './socket-options.js';

/** Without a frame for this long a connection counts as lost; every ping is answered. In milliseconds. */
const SILENCE_MS = 10_000;
const DEFAULT_PING_MS = 25_000;

export interface SocketEvents {
  /** A connection stands; whatever was subscribed has to be asked for again. */
  open: undefined;
  frame: Frame;
  /** A connection was lost; the next try follows by itself. */
  lost: { readonly code: number };
  /** The end, and why: no more tries. */
  ended: Error;
}

/**
 * One of the suite's sockets in protocol v2 that comes back by itself: after a lost network, a restart or an expired
 * token. It renews the access token in good time, and notices silence.
 */
export class ReliableSocket {
  private readonly listeners = new Listeners<SocketEvents>();
  private readonly backoff: Backoff;
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private pingMs = DEFAULT_PING_MS;
  private askedMs = 0;
  private hasOpened = false;
  private isEnded = false;

  constructor(
    private readonly path: string,
    private readonly options: SocketOptions,
  ) {
    this.backoff = new Backoff(options.random);
  }

  readonly on = this.listeners.on.bind(this.listeners);

  connect(): void {
    if (this.isEnded || this.socket) return;
    const { baseUrl, session } = this.options;
    const url = new URL(this.path, baseUrl);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('v', '2');
    const token = session.accessToken();
    if (token !== undefined) url.searchParams.set('token', token);
    const socket = new this.options.WebSocket(url);
    this.socket = socket;
    this.hasOpened = false;
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.read(data);
    // The close that follows says more.
    socket.onerror = () => undefined;
    socket.onclose = ({ code }) => this.lost(socket, code);
  }

  get isOpen(): boolean {
    return this.socket?.readyState === 1;
  }

  /** False when there is no connection just now. */
  send(frame: Frame): boolean {
    if (!this.isOpen) return false;
    this.socket?.send(JSON.stringify(frame));
    return true;
  }

  /** Ends the socket for good. */
  close(): void {
    this.end(new SignedOut('The socket was closed'));
  }

  private opened(): void {
    this.backoff.connected(Date.now());
    this.askedMs = 0;
    this.hasOpened = true;
    this.listen();
    this.listeners.tell('open', undefined);
  }

  private read(data: unknown): void {
    this.listen();
    const frame = readFrame(data);
    if (!frame) return;
    if (frame.type === 'hello' && typeof frame.ping_ms === 'number') this.pingMs = frame.ping_ms;
    if (frame.type === 'going_away' && typeof frame.retry_after_ms === 'number') this.askedMs = frame.retry_after_ms;
    if (frame.type === 'auth_expiring') void this.renew();
    this.listeners.tell('frame', frame);
  }

  /** Pings after a while of silence, and gives the connection up when that is not answered either. */
  private listen(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => {
      this.send({ type: 'ping', t: Date.now() });
      this.watch = setTimeout(() => this.giveUp(), SILENCE_MS);
    }, this.pingMs);
  }

  /** A dead network never finishes the closing handshake; nobody waits for it. */
  private giveUp(): void {
    const { socket } = this;
    if (!socket) return;
    socket.close();
    this.lost(socket, 1006);
  }

  private async renew(): Promise<void> {
    try {
      const { session } = this.options;
      await session.renew(session.accessToken());
      const token = session.accessToken();
      // A browser's cookie cannot be read: there the next connection proves the renewed session.
      if (token === undefined) this.giveUp();
      else this.send({ type: 'auth', token });
    } catch (error) {
      // Anything else is tried again once the socket is closed for the expired token.
      if (error instanceof SignedOut) this.end(error);
    }
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.socket !== socket) return;
    this.forget();
    this.listeners.tell('lost', { code });
    if (this.isEnded) return;
    if (FINAL_CODES.includes(code)) return this.end(new SignedOut(`The suite closed the socket for good (${code})`));
    const wait = this.backoff.next(Date.now(), this.askedMs);
    this.timer = setTimeout(() => void this.comeBack(code), wait);
  }

  /**
   * Renews first where the token may have been the reason: a refused upgrade looks to a client like a network that was
   * lost before the connection stood.
   */
  private async comeBack(code: number): Promise<void> {
    try {
      const { session } = this.options;
      if (code === CLOSE.TOKEN_EXPIRED || !this.hasOpened) await session.renew(session.accessToken());
    } catch (error) {
      if (error instanceof SignedOut) return this.end(error);
    }
    this.connect();
  }

  private forget(): void {
    const { socket } = this;
    this.socket = undefined;
    clearTimeout(this.watch);
    clearTimeout(this.timer);
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
  }

  private end(reason: Error): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.socket?.close(1000);
    this.forget();
    this.listeners.tell('ended', reason);
  }
}
