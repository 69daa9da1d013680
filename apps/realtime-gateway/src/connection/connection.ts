import type { Duplex } from 'node:stream';

import type { Caller } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import { CLOSE } from './close-codes.js';
import { textFrame } from './text-frame.js';

/** Frames one socket may have waiting for their turn; a client that sends faster than it is served is told so. */
const MAX_WAITING_FRAMES = 200;
/** A client with this much unread is too slow to serve, in bytes. */
const MAX_UNREAD_BYTES = 1_048_576;

export type FrameErrorCode =
  | 'bad_json'
  | 'bad_frame'
  | 'unknown_type'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'rate_limited'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** One client's socket and who is behind it. */
export class Connection {
  /** False from a ping until its pong. */
  isAlive = true;
  private waiting = 0;
  private turn: Promise<void> = Promise.resolve();
  private readonly closeListeners = new Set<() => void>();

  constructor(
    readonly socket: WebSocket,
    /** The TCP connection beneath. */
    private readonly wire: Pick<Duplex, 'write' | 'writableLength'>,
    readonly caller: Caller,
    /** The bff-gateway process it passes through. */
    readonly via: string | undefined,
  ) {
    socket.on('pong', () => {
      this.isAlive = true;
    });
    socket.on('close', () => this.closeListeners.forEach((listener) => listener()));
  }

  /**
   * Sends a frame that was built by `textFrame`; many sockets share one. It goes past `ws`, which would build its
   * header again for each of them, and cannot fall into another message: without compression `ws` writes each whole.
   */
  send(frame: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.wire.writableLength > MAX_UNREAD_BYTES) this.close(CLOSE.TRY_AGAIN_LATER, 'too slow');
    else this.wire.write(frame);
  }

  /** Tells the client what was wrong; the socket stays open. */
  sendError(code: FrameErrorCode, message: string): void {
    this.send(textFrame(JSON.stringify({ type: 'error', code, message })));
  }

  /** Serves frames one after the other, in the order they came: a message sent after a join finds the channel joined. */
  inTurn(serve: () => Promise<void>): void {
    if (this.waiting >= MAX_WAITING_FRAMES) {
      this.sendError('rate_limited', 'Too many frames at once; wait for answers');
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

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }
}
