import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RevokedSessions } from '@atrium/auth';
import { gatewayDraining } from '@atrium/contracts';
import type { NatsLink } from '@atrium/nats';
import type { WebSocket } from 'ws';

import { connectionOn, FakeSocket } from '../../test/fake-socket.js';
import { Connections } from './connections.js';

type Callback = (error: Error | null, message: { json: () => unknown }) => void;

describe('the connections of a process', () => {
  let connections: Connections;
  let revoke: (sessionId: string) => void;
  const subscribe = jest.fn<(subject: string, options: { callback: Callback }) => void>();

  beforeEach(() => {
    jest.useFakeTimers();
    subscribe.mockClear();
    const onRevoked = (listener: (sessionId: string) => void) => {
      revoke = listener;
    };
    const revoked = { onRevoked, has: () => false } as unknown as RevokedSessions;
    connections = new Connections({ connection: { subscribe } } as unknown as NatsLink, revoked);
    connections.onApplicationBootstrap();
  });

  afterEach(() => {
    connections.onModuleDestroy();
    jest.useRealTimers();
  });

  function connected(expiresAt?: number, via?: string): FakeSocket {
    const socket = new FakeSocket();
    connections.add(connectionOn(socket, expiresAt, via));
    return socket;
  }

  /** What a bff-gateway tells before it stops. */
  function tellDraining(instance: string): void {
    const [subject, { callback }] = subscribe.mock.calls[0] ?? ['', { callback: () => undefined }];
    expect(subject).toBe(gatewayDraining.subject);
    callback(null, { json: () => ({ instance }) });
  }

  it('are ended with their session', () => {
    const socket = connected();
    revoke('another session');
    expect(socket.closes).toEqual([]);
    revoke('session');
    expect(socket.closes).toEqual([[4403, expect.any(String)]]);
  });

  it('are known by their socket until it is closed', () => {
    const socket = connected();
    expect(connections.of(socket as unknown as WebSocket).caller.username).toBe('ada');
    socket.terminate();
    expect(() => connections.of(socket as unknown as WebSocket)).toThrow('never accepted');
  });

  it('are closed within a second after their token ran out', () => {
    const socket = connected(Date.now() + 10_000);
    jest.advanceTimersByTime(9_999);
    expect(socket.closes).toEqual([]);
    jest.advanceTimersByTime(1_001);
    expect(socket.closes).toEqual([[4401, 'token expired']]);
  });

  it('are pinged, and ended when they do not answer before the next ping', () => {
    const [answering, silent] = [connected(), connected()];
    jest.advanceTimersByTime(25_000);
    expect([answering.pings, silent.pings]).toEqual([1, 1]);
    answering.emit('pong');
    jest.advanceTimersByTime(25_000);
    expect(answering.readyState).toBe(1);
    expect(silent.readyState).toBe(3);
  });

  it('are sent away when the process stops', async () => {
    const sockets = [connected(), connected()];
    const gone = connections.sendAway();
    await jest.advanceTimersByTimeAsync(0);
    await gone;
    for (const socket of sockets) expect(socket.closes).toEqual([[1012, 'restarting']]);
  });

  it('are sent away over a moment when they are many, lest all come back at once', async () => {
    const sockets = Array.from({ length: 100 }, () => connected());
    const gone = connections.sendAway();
    await jest.advanceTimersByTimeAsync(1_000);
    const closed = sockets.filter((socket) => socket.closes.length > 0).length;
    expect(closed).toBeGreaterThan(30);
    expect(closed).toBeLessThan(70);
    await jest.advanceTimersByTimeAsync(1_000);
    await gone;
    expect(sockets.every((socket) => socket.closes.length === 1)).toBe(true);
  });

  it('hold a process that stops for five seconds at most', async () => {
    const socket = connected();
    socket.close = () => undefined;
    const gone = connections.sendAway();
    await jest.advanceTimersByTimeAsync(5_000);
    await expect(gone).resolves.toBeUndefined();
  });

  it('that pass through a gateway are sent away when it stops, and no others', async () => {
    const [through, past, direct] = [connected(Infinity, 'one'), connected(Infinity, 'other'), connected()];
    tellDraining('one');
    await jest.advanceTimersByTimeAsync(0);
    expect(through.closes).toEqual([[1012, 'restarting']]);
    expect([past.closes, direct.closes]).toEqual([[], []]);
  });
});
