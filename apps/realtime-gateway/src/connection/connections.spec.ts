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
    connections = new Connections({ connection: { subscribe } } as unknown as NatsLink, revoked, {
      SOCKETS_PER_USER: 150,
    });
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

  function answerPings(socket: FakeSocket): void {
    socket.ping = () => {
      socket.pings += 1;
      socket.emit('pong');
    };
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

  it('get nothing more from the second on in which their token runs out', () => {
    const expiresAt = Math.ceil(Date.now() / 1_000) * 1_000 + 10_000;
    const socket = connected(expiresAt);
    jest.advanceTimersByTime(expiresAt - Date.now() - 1);
    expect(socket.closes).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(socket.closes).toEqual([[4401, 'token expired']]);
  });

  it('of version 2 are told a minute before, more or less, and live on with another token', () => {
    const expiresAt = Math.ceil(Date.now() / 1_000) * 1_000 + 100_000;
    const [socket, legacy] = [connected(expiresAt), connected(expiresAt)];
    for (const each of [socket, legacy]) answerPings(each);
    const connection = connections.of(socket as unknown as WebSocket);
    connection.optIn();
    jest.advanceTimersByTime(29_000);
    expect(socket.frames).toEqual([expect.objectContaining({ type: 'hello' })]);
    jest.advanceTimersByTime(22_100);
    expect(socket.frames[1]).toEqual({ type: 'auth_expiring', expires_at: new Date(expiresAt).toISOString() });
    expect(legacy.frames).toEqual([]);
    connections.renew(connection, { ...connection.caller, expiresAt: expiresAt + 100_000 });
    jest.advanceTimersByTime(60_000);
    expect(socket.closes).toEqual([]);
    expect(legacy.closes).toEqual([[4401, 'token expired']]);
    jest.advanceTimersByTime(100_000);
    expect(socket.closes).toEqual([[4401, 'token expired']]);
  });

  it('are pinged within 20 to 30 seconds, and ended when two pings are not answered', () => {
    const [answering, silent] = [connected(), connected()];
    answerPings(answering);
    jest.advanceTimersByTime(19_000);
    expect([answering.pings, silent.pings]).toEqual([0, 0]);
    jest.advanceTimersByTime(12_100);
    expect([answering.pings, silent.pings]).toEqual([1, 1]);
    jest.advanceTimersByTime(62_000);
    expect(answering.closes).toEqual([]);
    expect(silent.closes).toEqual([[4408, 'no answer']]);
  });

  it('of one person are so many and no more', () => {
    const sockets = Array.from({ length: 151 }, () => connected());
    expect(sockets.slice(0, 150).flatMap(({ closes }) => closes)).toEqual([]);
    expect(sockets[150]?.closes).toEqual([[4409, 'too many sockets']]);
    sockets[0]?.terminate();
    expect(connected().closes).toEqual([]);
  });

  it('of version 2 are told when to come back before they are sent away', async () => {
    const socket = connected();
    connections.of(socket as unknown as WebSocket).optIn();
    const gone = connections.sendAway();
    await jest.advanceTimersByTimeAsync(0);
    await gone;
    expect(socket.frames[1]).toEqual({ type: 'going_away', retry_after_ms: expect.any(Number) });
    expect(socket.closes).toEqual([[1012, 'restarting']]);
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
    const [through, past, direct] = [connected(undefined, 'one'), connected(undefined, 'other'), connected()];
    tellDraining('one');
    await jest.advanceTimersByTimeAsync(0);
    expect(through.closes).toEqual([[1012, 'restarting']]);
    expect([past.closes, direct.closes]).toEqual([[], []]);
  });
});
