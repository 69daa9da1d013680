import { gauge } from '@atrium/observability';

import type { Connection } from './connection.js';

/** Every open socket of the process, for the gauges. */
const sockets = new Set<Connection>();

gauge('websocket_connections', 'Open sockets', [], function () {
  this.set(sockets.size);
});
gauge('websocket_unread_bytes', 'Bytes that clients have not taken in', [], function () {
  let bytes = 0;
  for (const { unreadBytes } of sockets) bytes += unreadBytes;
  this.set(bytes);
});
gauge('websocket_lagging', 'Sockets that are served from their place in the log', [], function () {
  this.set([...sockets].filter(({ isLagging }) => isLagging).length);
});
gauge('websocket_memory_bytes_per_socket', 'Memory of the process by open socket', [], function () {
  this.set(sockets.size === 0 ? 0 : process.memoryUsage.rss() / sockets.size);
});

/** Counts a socket until it is closed. */
export function countSocket(connection: Connection): void {
  sockets.add(connection);
  connection.onClose(() => sockets.delete(connection));
}
