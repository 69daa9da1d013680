import { beforeEach, describe, expect, it } from '@jest/globals';

import { connectionOn, FakeSocket } from '../../test/fake-socket.js';
import type { Connection } from './connection.js';
import { endSlowest } from './slow-sockets.js';

describe('slow sockets', () => {
  let sockets: FakeSocket[];
  let connections: Connection[];

  beforeEach(() => {
    sockets = [new FakeSocket(), new FakeSocket(), new FakeSocket()];
    connections = sockets.map((socket) => connectionOn(socket));
  });

  it('are closed when they have lagged for more than half a minute', () => {
    const [lagging] = connections;
    if (lagging) Object.assign(lagging, { isLagging: true, laggingSince: 1_000 });
    endSlowest(connections, 31_000);
    expect(sockets.flatMap(({ closes }) => closes)).toEqual([]);
    endSlowest(connections, 31_001);
    expect(sockets.map(({ closes }) => closes.length)).toEqual([1, 0, 0]);
  });

  it('are closed, the worst first, until all together leave little enough unread', () => {
    [100_000, 300_000, 200_000].forEach((unread, index) =>
      Object.assign(sockets[index] ?? {}, { writableLength: unread }),
    );
    endSlowest(connections, 0, 350_000);
    expect(sockets.map(({ closes }) => closes.length)).toEqual([0, 1, 0]);
    endSlowest(
      connections.filter(({ isOpen }) => isOpen),
      0,
      350_000,
    );
    expect(sockets.map(({ closes }) => closes.length)).toEqual([0, 1, 0]);
  });
});
