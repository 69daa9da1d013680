import { getHeapStatistics } from 'node:v8';

import type { Connection } from './connection.js';
import { LAG_LIMIT_MS, TIGHT_BYTES } from './unread-limits.js';

/** All sockets together may leave this much unread: a quarter of the heap. */
const TOTAL_UNREAD_BYTES = getHeapStatistics().heap_size_limit / 4;

/** Closes those that have been slow for too long, and, while all together leave too much unread, those that leave most. */
export function endSlowest(connections: Iterable<Connection>, now: number, limit = TOTAL_UNREAD_BYTES): void {
  const slow: Connection[] = [];
  for (const connection of connections) {
    if (now - (connection.slowSince ?? now) > LAG_LIMIT_MS) connection.closeAsTooSlow();
    else if (connection.unreadBytes >= TIGHT_BYTES) slow.push(connection);
  }
  let total = slow.reduce((sum, { unreadBytes }) => sum + unreadBytes, 0);
  if (total <= limit) return;
  for (const connection of slow.toSorted((one, other) => other.unreadBytes - one.unreadBytes)) {
    if (total <= limit) return;
    total -= connection.unreadBytes;
    connection.closeAsTooSlow();
    // Its bytes stay in memory until the connection is gone.
    connection.socket.terminate();
  }
}
