import { beforeEach, describe, expect, it, jest } from '@jest/globals';

import { connectionOn, FakeSocket } from '../../test/fake-socket.js';
import type { Connection } from './connection.js';
import { textFrame } from './text-frame.js';

/** Lets everything run that only waits for a promise. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a connection', () => {
  let socket: FakeSocket;
  let connection: Connection;

  beforeEach(() => {
    socket = new FakeSocket();
    connection = connectionOn(socket);
  });

  it('serves frames in the order they came, each after the one before it', async () => {
    const log: string[] = [];
    const first = Promise.withResolvers<undefined>();
    connection.inTurn(async () => {
      log.push('first begins');
      await first.promise;
      log.push('first ends');
    });
    connection.inTurn(() => {
      log.push('second');
      return Promise.resolve();
    });
    await settled();
    expect(log).toEqual(['first begins']);
    first.resolve(undefined);
    await settled();
    expect(log).toEqual(['first begins', 'first ends', 'second']);
  });

  it('lets 200 frames wait, refuses those beyond, and takes more once it has served some', async () => {
    const served = jest.fn(() => Promise.resolve());
    const first = Promise.withResolvers<undefined>();
    connection.inTurn(() => first.promise);
    for (let frame = 0; frame < 200; frame += 1) connection.inTurn(served);
    await settled();
    expect(socket.frames).toEqual([
      { type: 'error', code: 'rate_limited', message: 'Too many frames at once; wait for answers' },
    ]);
    first.resolve(undefined);
    await settled();
    expect(served).toHaveBeenCalledTimes(199);
    connection.inTurn(served);
    await settled();
    expect(served).toHaveBeenCalledTimes(200);
    expect(socket.frames).toHaveLength(1);
  });

  it('tells the client what was wrong and stays open', async () => {
    connection.sendError('not_found', 'No such channel', { ref: 'mine', retryAfterMs: 5 });
    await settled();
    expect(socket.frames).toEqual([{ type: 'error', code: 'not_found', message: 'No such channel' }]);
    expect(socket.closes).toEqual([]);
  });

  it('tells clients of version 2 also which frame it was and when to try again', async () => {
    connection.optIn();
    connection.sendError('rate_limited', 'Slow down', { ref: 'mine', retryAfterMs: 5 });
    await settled();
    expect(socket.frames).toEqual([
      expect.objectContaining({ type: 'hello', v: 2, conn: connection.id, ping_ms: 25_000 }),
      { type: 'error', code: 'rate_limited', message: 'Slow down', ref: 'mine', retry_after_ms: 5, fatal: false },
    ]);
  });

  it('writes what it is given in one turn at once', async () => {
    for (const n of [1, 2, 3]) connection.send(textFrame(JSON.stringify({ n })));
    await settled();
    expect(socket.frames).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(socket.writes).toBe(1);
  });

  it('sends nothing once the socket is closing', async () => {
    socket.readyState = 2;
    connection.send(textFrame('{}'));
    await settled();
    expect(socket.frames).toEqual([]);
  });

  it('sends what it was given before it closes, and nothing after', async () => {
    connection.send(textFrame('{"n":1}'));
    connection.close(4401, 'token expired');
    connection.send(textFrame('{"n":2}'));
    await settled();
    expect(socket.frames).toEqual([{ n: 1 }]);
    expect(socket.closes).toEqual([[4401, 'token expired']]);
  });

  it.each([
    ['a legacy client with 1013', false, 1013],
    ['a client of version 2 with 4413', true, 4413],
  ])('closes %s when it leaves more than a megabyte unread', async (_who, isV2, code) => {
    if (isV2) connection.optIn();
    socket.writableLength = 1_048_576;
    connection.send(textFrame('{}'));
    await settled();
    expect(socket.closes).toEqual([]);
    socket.writableLength += 1;
    connection.send(textFrame('{}'));
    await settled();
    expect(socket.closes).toEqual([[code, 'too slow']]);
  });

  it('lags from 256 KiB unread on, until its client has taken nearly all in', async () => {
    socket.writableLength = 262_144;
    connection.send(textFrame('{}'));
    await settled();
    expect(connection.isLagging).toBe(true);
    const room = jest.fn();
    void connection.whenRoom().then(room);
    socket.writableLength = 70_000;
    socket.emit('drain');
    await settled();
    expect(room).not.toHaveBeenCalled();
    socket.writableLength = 0;
    socket.emit('drain');
    await settled();
    expect(room).toHaveBeenCalledTimes(1);
    expect(connection.isLagging).toBe(false);
  });

  it('is alive again with a pong', () => {
    connection.missedPings = 2;
    socket.emit('pong');
    expect(connection.missedPings).toBe(0);
  });

  it('tells everyone who asked when it is closed', () => {
    const listeners = [jest.fn(), jest.fn()];
    for (const listener of listeners) connection.onClose(listener);
    connection.close(1000, 'done');
    for (const listener of listeners) expect(listener).toHaveBeenCalledTimes(1);
  });
});
