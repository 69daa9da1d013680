import { CLOSE } from './close-codes.js';
import type { Connection } from './connection.js';

const PING_EVERY_MS = 25_000;
/** Pings go out within this part of their period, so that not all sockets are pinged together. */
const PING_SPREAD = 0.2;
const MISSED_PINGS = 2;
/** A client of version 2 is told this long before its token runs out, more or less. */
const WARN_BEFORE_MS = 60_000;
const WARN_SPREAD_MS = 10_000;
/** A client that is gone does not answer the close either. */
const CUT_AFTER_MS = 1_000;

interface Lifetime {
  nextPing: number;
  warnAt: number;
}

/** When each socket is pinged, warned, and closed because its token ran out or nobody answers. */
export class Lifetimes {
  private readonly lifetimes = new Map<Connection, Lifetime>();

  /** Counts from now, also when the token is a new one. */
  begin(connection: Connection): void {
    const now = Date.now();
    const nextPing =
      this.lifetimes.get(connection)?.nextPing ?? now + around(PING_EVERY_MS, PING_EVERY_MS * PING_SPREAD);
    const warnAt = connection.caller.expiresAt - around(WARN_BEFORE_MS, WARN_SPREAD_MS);
    this.lifetimes.set(connection, { nextPing, warnAt });
  }

  end(connection: Connection): void {
    this.lifetimes.delete(connection);
  }

  /** Does what is due; `now` in milliseconds since the epoch. */
  check(connection: Connection, now: number): void {
    const lifetime = this.lifetimes.get(connection);
    if (!lifetime || !connection.isOpen) return;
    const { expiresAt } = connection.caller;
    if (expiresAt <= now) return connection.close(CLOSE.TOKEN_EXPIRED, 'token expired');
    if (lifetime.warnAt <= now) {
      lifetime.warnAt = Infinity;
      const frame = { type: 'auth_expiring', expires_at: new Date(expiresAt).toISOString() };
      if (connection.isV2) connection.sendJson(frame);
    }
    if (lifetime.nextPing <= now) {
      lifetime.nextPing = now + around(PING_EVERY_MS, PING_EVERY_MS * PING_SPREAD);
      ping(connection);
    }
  }
}

function ping(connection: Connection): void {
  const { socket } = connection;
  if (connection.missedPings < MISSED_PINGS) {
    connection.missedPings += 1;
    socket.ping();
    return;
  }
  connection.close(CLOSE.HEARTBEAT_MISSED, 'no answer');
  setTimeout(() => socket.terminate(), CUT_AFTER_MS).unref();
}

function around(middle: number, spread: number): number {
  return middle + (Math.random() * 2 - 1) * spread;
}
