import { Listeners } from '../listeners.js';
import type { Frame } from '../socket/frames.js';
import { ReliableSocket } from '../socket/reliable-socket.js';
import type { SocketOptions } from '../socket/socket-options.js';

const HEARTBEAT_MS = 25_000;

export type PresenceStatus = 'online' | 'idle' | 'offline';

export interface PresenceOf {
  readonly userEmail: string;
  readonly status: PresenceStatus;
}

export interface PresenceOptions {
  /** Milliseconds since this person last did something; the suite falls idle at five minutes. */
  readonly idleMs?: () => number;
  /** Whom to watch, where a workspace is too big for everybody to hear of everybody. */
  readonly watch?: readonly string[];
}

/** `/ws/presence/`: tells that this person is here, and hears where the others are. */
export class Presence {
  private readonly listeners = new Listeners<{ change: PresenceOf }>();
  private readonly socket: ReliableSocket;
  private readonly known = new Map<string, { readonly status: PresenceStatus; readonly rev: number }>();
  private heart: ReturnType<typeof setInterval> | undefined;

  constructor(
    options: SocketOptions,
    private readonly own: PresenceOptions = {},
  ) {
    this.socket = new ReliableSocket('/ws/presence/', options);
    this.socket.on('open', () => this.start());
    this.socket.on('frame', (frame) => this.hear(frame));
    this.socket.on('lost', () => clearInterval(this.heart));
    this.socket.connect();
  }

  readonly on = this.listeners.on.bind(this.listeners);

  /** Where somebody is, as far as this client was told. */
  statusOf(userEmail: string): PresenceStatus {
    return this.known.get(userEmail)?.status ?? 'offline';
  }

  close(): void {
    clearInterval(this.heart);
    this.socket.close();
  }

  private start(): void {
    clearInterval(this.heart);
    this.heart = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.beat();
  }

  private beat(): void {
    const idle = this.own.idleMs?.();
    const watch = this.own.watch;
    const fields = { ...(idle === undefined ? {} : { idle_ms: idle }), ...(watch ? { watch } : {}) };
    this.socket.send({ type: 'heartbeat', status: 'online', ...fields });
  }

  private hear(frame: Frame): void {
    if (frame.type === 'presence_update') this.learn(frame);
    else if (frame.type === 'presence_state') for (const one of frame.users as Frame[]) this.learn(one);
  }

  /** News may overtake each other; each person's are numbered. */
  private learn(update: Frame | Record<string, unknown>): void {
    const userEmail = String(update.user_email);
    const status = update.status as PresenceStatus;
    const rev = Number(update.rev ?? 0);
    const known = this.known.get(userEmail);
    if (known && known.rev > rev) return;
    this.known.set(userEmail, { status, rev });
    if ((known?.status ?? 'offline') !== status) this.listeners.tell('change', { userEmail, status });
  }
}
