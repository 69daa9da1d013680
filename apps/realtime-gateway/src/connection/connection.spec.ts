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

  it('tells the client what was wrong and stays open', () => {
    connection.sendError('not_found', 'No such channel');
    expect(socket.frames).toEqual([{ type: 'error', code: 'not_found', message: 'No such channel' }]);
    expect(socket.closes).toEqual([]);
  });

  it('sends nothing once the socket is closing', () => {
    socket.readyState = 2;
    connection.send(textFrame('{}'));
    expect(socket.frames).toEqual([]);
  });

  it('is closed when its client leaves more than a megabyte unread', () => {
    socket.writableLength = 1_048_576;
    connection.send(textFrame('{}'));
    expect(socket.frames).toHaveLength(1);
    socket.writableLength += 1;
    connection.send(textFrame('{}'));
    expect(socket.frames).toHaveLength(1);
    expect(socket.closes).toEqual([[1013, 'too slow']]);
  });

  it('is alive again with a pong', () => {
    connection.isAlive = false;
    socket.emit('pong');
    expect(connection.isAlive).toBe(true);
  });

  it('tells everyone who asked when it is closed', () => {
    const listeners = [jest.fn(), jest.fn()];
    for (const listener of listeners) connection.onClose(listener);
    connection.close(1000, 'done');
    for (const listener of listeners) expect(listener).toHaveBeenCalledTimes(1);
  });
});
