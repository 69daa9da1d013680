import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const CONNECT_TIMEOUT_MS = 2_000;

/** Every connection reads into this one piece of memory: what is read is written on before anything else is read. */
const READ_BUFFER = Buffer.allocUnsafe(65_536);

/** The realtime-gateway replicas; new sockets go round, past a replica that cannot be reached. */
export class RealtimeTargets {
  private readonly round: URL[];

  constructor(urls: readonly string[]) {
    this.round = urls.map((url) => new URL(url));
  }

  /**
   * An open connection to some replica, and the host it belongs to. Rejects when none accepts.
   * @param onBytes gets what the replica sends, in memory that is used again when it returns; returning false pauses.
   */
  async connect(onBytes: (bytes: Buffer) => boolean): Promise<{ socket: Socket; host: string }> {
    const candidates = [...this.round];
    this.round.push(...this.round.splice(0, 1));
    let lastError: unknown;
    for (const url of candidates) {
      try {
        return { socket: await open(url, onBytes), host: url.host };
      } catch (error) {
        lastError = error;
      }
    }
    throw new Error('No realtime-gateway can be reached', { cause: lastError });
  }
}

async function open(url: URL, onBytes: (bytes: Buffer) => boolean): Promise<Socket> {
  const callback = (length: number, buffer: Uint8Array): boolean =>
    onBytes(Buffer.from(buffer.buffer, buffer.byteOffset, length));
  const socket = connect({
    host: url.hostname,
    port: Number(url.port || 80),
    noDelay: true,
    onread: { buffer: READ_BUFFER, callback },
  });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return socket;
}
