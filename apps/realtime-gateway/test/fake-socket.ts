import { EventEmitter } from 'node:events';

import type { WebSocket } from 'ws';

import { Connection } from '../src/connection/connection.js';
import { readTextFrames } from './read-text-frame.js';

/** A socket without a network: it remembers what it was sent and how it was closed. */
export class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  writableLength = 0;
  pings = 0;
  writes = 0;
  readonly frames: unknown[] = [];
  readonly closes: unknown[][] = [];

  write(frame: Buffer): boolean {
    this.writes += 1;
    this.frames.push(...readTextFrames(frame));
    return true;
  }

  close(code: number, reason: string): void {
    this.closes.push([code, reason]);
    this.end(code);
  }

  terminate(): void {
    this.end(1006);
  }

  ping(): void {
    this.pings += 1;
  }

  private end(code: number): void {
    this.readyState = 3;
    this.emit('close', code);
  }
}

/** A connection on a socket without a network. */
export function connectionOn(socket: FakeSocket, expiresAt = Date.now() + 900_000, via?: string): Connection {
  const caller = {
    userId: 'id-of-ada',
    sessionId: 'session',
    username: 'ada',
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: '',
    isStaff: false,
    expiresAt,
    accessToken: 'token',
  };
  return new Connection(socket as unknown as WebSocket, socket, caller, via);
}
