import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A client's own server, as far as the suite calls it: it keeps the forms that it is sent. */
export class ClientCallback {
  readonly received: URLSearchParams[] = [];

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<ClientCallback> {
    const server = createServer();
    const callback = new ClientCallback(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        callback.received.push(new URLSearchParams(Buffer.concat(chunks).toString()));
        response.end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return callback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/backchannel-logout`;
  }

  close(): void {
    this.server.close();
  }
}
