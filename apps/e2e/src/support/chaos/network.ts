import { WebSocket, type ClientOptions } from 'ws';

/** A client's network, which a test can cut or hold up. */
export class Network {
  private readonly sockets = new Set<WebSocket>();

  /** A WebSocket class whose connections go through this network. */
  readonly WebSocket: typeof globalThis.WebSocket;

  constructor() {
    const { sockets } = this;
    class NetworkSocket extends WebSocket {
      constructor(url: string | URL, options?: ClientOptions) {
        super(url, options);
        sockets.add(this);
        this.once('close', () => sockets.delete(this));
      }
    }
    this.WebSocket = NetworkSocket as unknown as typeof globalThis.WebSocket;
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** Nothing is read any more … */
  stall(): void {
    for (const socket of this.sockets) if (socket.readyState === WebSocket.OPEN) socket.pause();
  }

  /** … until now. */
  flow(): void {
    for (const socket of this.sockets) if (socket.isPaused) socket.resume();
  }
}
