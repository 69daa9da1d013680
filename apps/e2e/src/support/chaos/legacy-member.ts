import type { WebSocket as WsSocket } from 'ws';

import { Network } from './network.js';

const RECONNECT_MS = 200;

/**
 * A member of a channel as the README's own example has it: joins and listens, knows nothing of places and
 * acknowledgements, and connects again when it is cut off.
 */
export class LegacyMember {
  readonly network = new Network();
  /** Every frame as it came, by connection. */
  readonly connections: string[][] = [];
  private socket: WsSocket | undefined;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly accessToken: () => Promise<string>,
    private readonly channelId: number,
  ) {
    void this.connect();
  }

  close(): void {
    this.isClosed = true;
    this.socket?.close();
  }

  private async connect(): Promise<void> {
    if (this.isClosed) return;
    try {
      const url = new URL('/ws/chat/', this.url.replace('http', 'ws'));
      url.searchParams.set('token', await this.accessToken());
      const socket = new this.network.WebSocket(url) as unknown as WsSocket;
      const frames: string[] = [];
      this.connections.push(frames);
      this.socket = socket;
      socket.on('open', () => socket.send(JSON.stringify({ type: 'join_channel', channel_id: this.channelId })));
      socket.on('message', (data) => frames.push((data as Buffer).toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => this.comeBack());
    } catch {
      this.comeBack();
    }
  }

  private comeBack(): void {
    setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }
}
