import { randomBytes } from 'node:crypto';

import { counter } from '@atrium/observability';
import type { Caller } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import { CLOSE } from './close-codes.js';
import { FrameAllowance, type FrameRates } from './frame-allowance.js';
import type { FrameErrorCode, FrameErrorContext } from './frame-error.js';
import { textFrame } from './text-frame.js';
import { LAG_BYTES, TIGHT_BYTES, UNREAD_LIMIT_BYTES } from './unread-limits.js';
import { WriteRound, type FrameWriter } from './write-round.js';

/** Frames one socket may have waiting for their turn; a client that sends faster than it is served is told so. */
const MAX_WAITING_FRAMES = 200;
const PING_MS = 25_000;
const NOTHING: Buffer[] = [];

const lagged = counter(
  'websocket_lag_total',
  'Times a client took in so little that it is served from its place in the log',
);

/** All sockets of the process write in one round. */
const writes = new WriteRound();

/** The TCP connection beneath a socket. */
export interface Wire {
  readonly writableLength: number;
  write(bytes: Buffer): boolean;
  on(event: 'drain', listener: () => void): unknown;
}

/** One client's socket and who is behind it. */
export class Connection implements FrameWriter {
  readonly id = `c_${randomBytes(8).toString('hex')}`;
  /** Pings since anything was heard. */
  missedPings = 0;
  /** True from {@link LAG_BYTES} unread bytes on, until little is left. */
  isLagging = false;
  /** Since when; milliseconds of `performance.now`. */
  laggingSince = 0;
  /** How far the feeds go that this socket follows, for those whose pongs tell it. */
  heads: (() => Readonly<Record<string, number>>) | undefined;
  readonly allowance: FrameAllowance;
  private speaksV2 = false;
  private isEnded = false;
  private frames = NOTHING;
  private queuedBytes = 0;
  private waiting = 0;
  private turn: Promise<void> = Promise.resolve();
  private roomListeners: (() => void)[] = [];
  private roomWantedSince: number | undefined;
  private readonly closeListeners = new Set<() => void>();

  constructor(
    readonly socket: WebSocket,
    private readonly wire: Wire,
    private identity: Caller,
    /** The bff-gateway process it passes through. */
    readonly via: string | undefined,
    rates?: FrameRates,
  ) {
    this.allowance = new FrameAllowance(this, rates);
    socket.on('pong', () => (this.missedPings = 0));
    socket.on('close', () => {
      this.isEnded = true;
      this.closeListeners.forEach((listener) => listener());
      this.tellOfRoom();
    });
    wire.on('drain', () => this.noteRoom());
  }

  /** Who is behind it, by the newest token. */
  get caller(): Caller {
    return this.identity;
  }

  /** False once it is closing: nothing is sent any more. */
  get isOpen(): boolean {
    return !this.isEnded && this.socket.readyState === this.socket.OPEN;
  }

  /** True for clients that asked for version 2 of the protocol; others see the first version's bytes only. */
  get isV2(): boolean {
    return this.speaksV2;
  }

  /** Bytes the client has not taken in. */
  get unreadBytes(): number {
    return this.queuedBytes + this.wire.writableLength;
  }

  /** False while the client should only be sent what it cannot do without. */
  get hasRoom(): boolean {
    return this.unreadBytes < TIGHT_BYTES;
  }

  /** Since when the client has taken in too little: it lags, or what it is to be sent waits for room. */
  get slowSince(): number | undefined {
    return this.isLagging ? this.laggingSince : this.roomWantedSince;
  }

  /** Speaks version 2 from now on, and greets. */
  optIn(): void {
    if (this.speaksV2) return;
    this.speaksV2 = true;
    this.sendJson({
      type: 'hello',
      v: 2,
      conn: this.id,
      ping_ms: PING_MS,
      expires_at: new Date(this.identity.expiresAt).toISOString(),
      server_time: new Date().toISOString(),
    });
  }

  /** Goes on with a newer token of the same session. */
  renew(caller: Caller): void {
    this.identity = caller;
  }

  /**
   * Sends a frame that was built by `textFrame`; many sockets share one. It goes past `ws`, which would build its
   * header again for each of them, and cannot fall into another message: without compression `ws` writes each whole.
   */
  send(frame: Buffer): void {
    if (!this.isOpen) return;
    if (this.frames.length === 0) {
      this.frames = [];
      writes.add(this);
    }
    this.frames.push(frame);
    this.queuedBytes += frame.length;
    if (this.queuedBytes >= LAG_BYTES) this.noteLag();
  }

  sendJson(frame: object): void {
    this.send(textFrame(JSON.stringify(frame)));
  }

  /** Tells the client what was wrong; the socket stays open. */
  sendError(code: FrameErrorCode, message: string, { ref, retryAfterMs = 0, isFatal = false }: FrameErrorContext = {}) {
    if (!this.speaksV2) return this.sendJson({ type: 'error', code, message });
    const named = ref === undefined ? {} : { ref };
    return this.sendJson({ type: 'error', code, message, ...named, retry_after_ms: retryAfterMs, fatal: isFatal });
  }

  /** Serves frames one after the other, in the order they came: a message sent after a join finds the channel joined. */
  inTurn(serve: () => Promise<void>): void {
    if (this.waiting >= MAX_WAITING_FRAMES) {
      this.sendError('rate_limited', 'Too many frames at once; wait for answers', { retryAfterMs: 1_000 });
      return;
    }
    this.waiting += 1;
    this.turn = this.turn.then(serve).finally(() => {
      this.waiting -= 1;
    });
  }

  onClose(listener: () => void): void {
    this.closeListeners.add(listener);
  }

  /** Resolves once there is room again, or the socket is closed. */
  whenRoom(): Promise<void> {
    this.roomWantedSince ??= performance.now();
    return new Promise((resolve) => this.roomListeners.push(resolve));
  }

  /** Sends what it was given before, says why, and closes. Whatever is sent afterwards is dropped. */
  close(code: number, reason: string): void {
    if (this.isEnded) return;
    const left = this.takeFrames();
    if (left.length > 0) this.wire.write(Buffer.concat(left));
    this.isEnded = true;
    this.socket.close(code, reason);
  }

  /** Closes because the client takes in too little. */
  closeAsTooSlow(): void {
    this.close(this.speaksV2 ? CLOSE.TOO_SLOW : CLOSE.TRY_AGAIN_LATER, 'too slow');
  }

  /** @inheritdoc */
  takeFrames(): readonly Buffer[] {
    const { frames } = this;
    this.frames = NOTHING;
    this.queuedBytes = 0;
    return frames;
  }

  /** @inheritdoc */
  write(bytes: Buffer): void {
    if (!this.isOpen) return;
    this.wire.write(bytes);
    const unread = this.wire.writableLength;
    if (unread > UNREAD_LIMIT_BYTES) this.closeAsTooSlow();
    else if (unread >= LAG_BYTES) this.noteLag();
    else if (this.roomListeners.length > 0) this.noteRoom();
  }

  private noteLag(): void {
    if (this.isLagging) return;
    this.isLagging = true;
    this.laggingSince = performance.now();
    lagged.inc();
  }

  private noteRoom(): void {
    if (!this.hasRoom) return;
    this.isLagging = false;
    this.tellOfRoom();
  }

  private tellOfRoom(): void {
    const listeners = this.roomListeners;
    this.roomWantedSince = undefined;
    if (listeners.length === 0) return;
    this.roomListeners = [];
    for (const listener of listeners) listener();
  }
}
