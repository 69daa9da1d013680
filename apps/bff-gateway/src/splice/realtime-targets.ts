import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const CONNECT_TIMEOUT_MS = 2_000;

/** The realtime-gateway replicas; new sockets go round, past a replica that cannot be reached. */
export class RealtimeTargets {
  private readonly round: URL[];

  constructor(urls: readonly string[]) {
    this.round = urls.map((url) => new URL(url));
  }

  /** An open connection to some replica, and the host it belongs to. Rejects when none accepts. */
  async connect(): Promise<{ socket: Socket; host: string }> {
    const candidates = [...this.round];
    this.round.push(...this.round.splice(0, 1));
    let lastError: unknown;
    for (const url of candidates) {
      try {
        return { socket: await open(url), host: url.host };
      } catch (error) {
        lastError = error;
      }
    }
    throw new Error('No realtime-gateway can be reached', { cause: lastError });
  }
}

async function open(url: URL): Promise<Socket> {
  const socket = connect({ host: url.hostname, port: Number(url.port || 80), noDelay: true });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return socket;
}
