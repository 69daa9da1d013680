import { Logger, Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModule } from '@atrium/auth';
import type { ServiceName } from '@atrium/contracts';
import { EventsModule } from '@atrium/events';
import { NatsLink, NatsModule } from '@atrium/nats';
import { createLogger, Health, initialiseMetrics, NestLogger, OpsServer } from '@atrium/observability';
import { createDataSource, DatabaseModule, initialise, migrate, type DatabaseOptions } from '@atrium/persistence';
import { NatsRpcServer, RpcModule } from '@atrium/rpc';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';

import { type databaseSettings, type processSettings, readConfig } from './config.js';
import { pingController } from './ping.controller.js';
import { onShutdown } from './shutdown.js';
import { VERSION } from './version.js';

type ProcessConfig = z.output<typeof processSettings>;
type DatabaseConfig = z.output<typeof databaseSettings>;
type Imports = (Type<unknown> | DynamicModule)[];

/** What makes one app different from another. */
export interface ServiceDefinition<Config extends ProcessConfig> {
  /** The app's name, for logs and metrics. */
  readonly name: string;
  readonly config: z.ZodType<Config>;
  /** The service's NATS name: its subjects' first token and its queue group. Absent for an app that serves no RPC. */
  readonly service?: ServiceName;
  /** For an app that owns a database: its schema. */
  readonly database?: (
    config: Config,
  ) => Pick<DatabaseOptions, 'entities' | 'migrations'> & { readonly settings: DatabaseConfig };
  readonly imports: (config: Config, health: Health) => Imports;
  /**
   * For an app that serves users over HTTP or WebSocket on PORT: builds and configures it. Its health stands on that
   * port too, and its metrics on the port this returns.
   */
  readonly http?: (root: DynamicModule, config: Config, health: Health) => Promise<HttpFace>;
}

export interface HttpFace {
  readonly app: NestFastifyApplication;
  /** Where Prometheus scrapes; undefined when metrics are off. */
  readonly metricsPort: number | undefined;
  /** Runs before the port is closed: tells open sockets to go. */
  readonly beforeClose?: () => Promise<void>;
}

/**
 * Starts an app of the suite and runs it until it is told to stop. Start: configuration, NATS, database and its
 * migrations, Nest, then ready. Stop: unready, no new calls, finish those at hand, then NATS and the database.
 */
export async function runService<Config extends ProcessConfig>(definition: ServiceDefinition<Config>): Promise<void> {
  const config = readConfig(definition.config);
  const pinoLogger = createLogger(definition.name, config.LOG_LEVEL);
  Logger.overrideLogger(new NestLogger(pinoLogger));
  initialiseMetrics(definition.name);
  const logger = new Logger('Process');
  const health = new Health(definition.name, VERSION);

  const link = await NatsLink.connect({
    url: config.NATS_URL,
    name: definition.name,
    inboxPrefix: config.NATS_INBOX_PREFIX,
  });
  health.addReadiness('nats', () => link.isUp);
  health.addLiveness('nats-connection', () => !link.isClosed);
  const dataSource = await openDatabase(definition, config);

  const root = rootModule(definition, config, health, link, dataSource);
  const face = await definition.http?.(root, config, health);
  const strategy = definition.service === undefined ? undefined : new NatsRpcServer(link, definition.service);
  const app = face ? await listenToBoth(face, strategy, config) : await listenToRpc(root, strategy);
  const ops = new OpsServer(health);
  const opsPort = face ? face.metricsPort : config.PORT;
  if (opsPort !== undefined) await ops.listen(opsPort, config.HOST);

  onShutdown(async () => {
    health.draining();
    await face?.beforeClose?.();
    await app.close();
    await link.drain();
    await dataSource?.destroy();
    await ops.close();
    logger.log({ msg: 'stopped' });
  });
  health.started();
  logger.log({ msg: 'ready', port: config.PORT, version: VERSION });
}

async function openDatabase<Config extends ProcessConfig>(
  { name, database }: ServiceDefinition<Config>,
  config: Config,
): Promise<DataSource | undefined> {
  if (!database) return undefined;
  const { settings, entities, migrations } = database(config);
  const dataSource = createDataSource({
    url: settings.DATABASE_URL,
    poolMax: settings.DATABASE_POOL_MAX,
    applicationName: name,
    entities,
    migrations,
  });
  await initialise(dataSource);
  await migrate(dataSource);
  return dataSource;
}

function rootModule<Config extends ProcessConfig>(
  { service, imports }: ServiceDefinition<Config>,
  config: Config,
  health: Health,
  link: NatsLink,
  dataSource: DataSource | undefined,
): DynamicModule {
  @Module({})
  class RootModule {}

  return {
    module: RootModule,
    imports: [
      NatsModule.forRoot(link),
      RpcModule.forRoot({ internalToken: config.INTERNAL_TOKEN }),
      AuthModule,
      ...(dataSource ? [DatabaseModule.forRoot(dataSource)] : []),
      ...(dataSource && service !== undefined
        ? [EventsModule.forRoot({ service, streamReplicas: config.NATS_STREAM_REPLICAS })]
        : []),
      ...imports(config, health),
    ],
    controllers: service === undefined ? [] : [pingController(service, health)],
  };
}

/** An app that only other services call. */
async function listenToRpc(root: DynamicModule, strategy: NatsRpcServer | undefined): Promise<INestApplicationContext> {
  if (!strategy) throw new Error('An app without an HTTP face must serve RPC');
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, { strategy });
  await app.listen();
  return app;
}

/** An app that users reach over HTTP, and services perhaps over NATS. */
async function listenToBoth(
  { app }: HttpFace,
  strategy: NatsRpcServer | undefined,
  { PORT, HOST }: ProcessConfig,
): Promise<INestApplicationContext> {
  if (strategy) {
    app.connectMicroservice<MicroserviceOptions>({ strategy });
    await app.startAllMicroservices();
  }
  await app.listen(PORT, HOST);
  return app;
}
