import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { ChatSocket, UpgradeRefused } from './chat-socket.ts';

describe('ChatSocket', () => {
  let server: WebSocketServer;
  let url: string;

  beforeAll(async () => {
    server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      verifyClient: ({ req }, done) => done(Boolean(req.url?.includes('token=good')), 401),
    });
    server.on('connection', (socket) => {
      socket.send('{"type":"hello"}');
      socket.on('message', (text) =>
        (text as Buffer).toString() === '"bye"'
          ? socket.close(4001, 'bye')
          : socket.send(text as Buffer, { binary: false }),
      );
    });
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  it('waits for the frame that is meant', async () => {
    const socket = await ChatSocket.connect(url, '/ws/chat/', { token: 'good' });
    socket.send({ type: 'message', body: 'hi' });
    await expect(socket.next(({ type }) => type === 'message')).resolves.toMatchObject({ body: 'hi' });
    await expect(socket.next()).resolves.toEqual({ type: 'hello' });
    await socket.close();
  });

  it('gives the code and reason of the close', async () => {
    const socket = await ChatSocket.connect(url, '/ws/chat/', { token: 'good' });
    socket.send('"bye"');
    await expect(socket.closed).resolves.toEqual({ code: 4001, reason: 'bye' });
  });

  it('gives the status of a refused upgrade', async () => {
    const refused = ChatSocket.connect(url, '/ws/chat/', { token: 'bad' });
    await expect(refused).rejects.toThrow(UpgradeRefused);
    await expect(refused).rejects.toMatchObject({ status: 401 });
  });
});
