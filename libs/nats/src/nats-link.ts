import { Logger } from '@nestjs/common';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { counter, gauge } from '@atrium/observability';

export interface NatsOptions {
  /** One URL or several, comma separated; credentials may stand in them. */
  readonly url: string;
  /** How the server lists this connection. */
  readonly name: string;
  /** First token of this client's reply subjects, so that permissions can name them. */
  readonly inboxPrefix?: string | undefined;
}

const RECONNECT_WAIT_MS = 250;

const up = gauge('nats_connection_up', '1 while connected to NATS');
const reconnects = counter('nats_reconnects_total', 'Times the connection to NATS came back');

/**
 * The process's one NATS connection. It waits for the server at start, reconnects for ever, and knows at any moment
 * whether it is up: callers fail fast instead of queueing into a void.
 */
export class NatsLink {
  private readonly logger = new Logger(NatsLink.name);
  private hasConnection = true;
  private readonly lossListeners = new Set<() => void>();
  private readonly returnListeners = new Set<() => void>();

  private constructor(readonly connection: NatsConnection) {
    up.set(1);
    void this.watch();
  }

  /** Resolves once the first connection stands, however long the server takes to come up. */
  static async connect({ url, name, inboxPrefix }: NatsOptions): Promise<NatsLink> {
    const connection = await connect({
      servers: url.split(','),
      name,
      ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_WAIT_MS,
      reconnectJitter: RECONNECT_WAIT_MS,
      ignoreAuthErrorAbort: true,
      noAsyncTraces: true,
      pingInterval: 20_000,
    });
    return new NatsLink(connection);
  }

  get isUp(): boolean {
    return this.hasConnection;
  }

  /** True once the connection has given up for good, which only a new process mends. */
  get isClosed(): boolean {
    return this.connection.isClosed();
  }

  /** Calls back each time the connection is lost; returns how to stop that. */
  onLoss(listener: () => void): () => void {
    this.lossListeners.add(listener);
    return () => this.lossListeners.delete(listener);
  }

  /** Calls back each time the connection is back; what was published meanwhile has been missed. */
  onReturn(listener: () => void): () => void {
    this.returnListeners.add(listener);
    return () => this.returnListeners.delete(listener);
  }

  /** Sends what is buffered, finishes what is subscribed, and closes. */
  async drain(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.drain();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.hasConnection = false;
        up.set(0);
        this.logger.warn({ msg: 'NATS connection lost', server: status.server });
        for (const listener of this.lossListeners) listener();
      } else if (status.type === 'reconnect') {
        this.hasConnection = true;
        up.set(1);
        reconnects.inc();
        this.logger.log({ msg: 'NATS connection restored', server: status.server });
        for (const listener of this.returnListeners) listener();
      } else if (status.type === 'error') {
        // A permission the server denies shows up only here; the caller merely sees a time-out.
        this.logger.error({ msg: 'NATS reported an error', err: status.error });
      }
    }
    this.hasConnection = false;
  }
}
