import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import { EventTap } from './event-tap.ts';
import { createDatabase } from './test-database.ts';
import { TestNats } from './test-nats.ts';
import { testServers } from './test-servers.ts';
import { TokenMint } from './token-mint.ts';

/** The environment a service's configuration is read from. */
type Environment = Readonly<Record<string, string>>;

/** What a test of one service has besides the service itself. */
export interface ServiceUnderTest<Started> {
  readonly service: Started;
  /** The test's own connection to the service's NATS server, to stand in for other services. */
  readonly nats: NatsConnection;
  /** Every event that anybody publishes, and the means to publish one. */
  readonly events: EventTap;
  /** Signs the tokens that the service accepts. */
  readonly mint: TokenMint;
  readonly databaseUrl: string;
  /** The MQTT side of the NATS server, for tests that play devices. */
  readonly mqttUrl: string;
  /** Stops the service and throws away its servers' data. */
  stop(): Promise<void>;
}

/**
 * Starts one service in this process, on a fresh database and a NATS server of its own: queue groups and streams have
 * fixed names, so two tests on one server would take each other's calls. `start` gets the environment and starts the
 * service. One service per spec file, because metrics are registered once per process.
 */
export async function startTestService<Started extends { stop(): Promise<void> }>(
  name: string,
  start: (environment: Environment) => Promise<Started>,
): Promise<ServiceUnderTest<Started>> {
  // An unexpected error is a line in the test's output; everything else is silent.
  Logger.overrideLogger(['error', 'fatal']);
  const [server, database] = await Promise.all([TestNats.start(), createDatabase(name)]);
  const nats = await connect({ servers: server.url });
  const mint = new TokenMint();
  const [events] = await Promise.all([EventTap.open(nats), mint.serve(nats)]);
  const service = await start({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '1', // Nothing listens: the internal port belongs to the process, not to the service.
    NATS_URL: server.url,
    MQTT_URL: server.mqttUrl,
    DATABASE_URL: database.url,
    DATABASE_POOL_MAX: '4',
    REDIS_URL: testServers().redisUrl,
    INTERNAL_TOKEN: 'a token that only this test knows of',
  });
  const stop = async (): Promise<void> => {
    await service.stop();
    await nats.close();
    await Promise.all([server.stop(), database.drop()]);
  };
  return { service, nats, events, mint, databaseUrl: database.url, mqttUrl: server.mqttUrl, stop };
}
