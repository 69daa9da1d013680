/** Resolves when PostgreSQL at the URL lets us in; rejects with the reason otherwise. */
export async function pingPostgres(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Resolves when NATS at the URL lets us in and has JetStream. */
export async function pingNats(url: string): Promise<void> {
  const { connect } = await import('@nats-io/transport-node');
  const { jetstreamManager } = await import('@nats-io/jetstream');
  const connection = await connect({ servers: url, reconnect: false, timeout: 5_000 });
  try {
    await (await jetstreamManager(connection)).getAccountInfo();
  } finally {
    await connection.close();
  }
}

/** Resolves when Redis at the URL lets us in and has loaded its data. */
export async function pingRedis(url: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  // The client rejects with "Connection is closed"; why is told by its event.
  let cause: Error | undefined;
  redis.on('error', (error: Error) => (cause = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw cause ?? error;
  } finally {
    redis.disconnect();
  }
}

/** Turns a ping into a question, for polling. */
export function succeeds(ping: (url: string) => Promise<void>, url: string): () => Promise<boolean> {
  return () =>
    ping(url).then(
      () => true,
      () => false,
    );
}
