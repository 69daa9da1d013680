import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { AuthModule } from '@atrium/auth';
import { EventsModule } from '@atrium/events';
import { NatsLink, NatsModule } from '@atrium/nats';
import { Health } from '@atrium/observability';
import { createDataSource, DatabaseModule, DatabaseWatch, initialise, migrate } from '@atrium/persistence';
import { NatsRpcServer, RpcModule } from '@atrium/rpc';
import type { DataSource } from 'typeorm';

import { pingController } from './ping.controller.js';
import type { HttpFace, ProcessConfig, ServiceDefinition } from './service-definition.js';
import { VERSION } from './version.js';

/** An app at work, without what belongs to its process: signals, logs and the internal port. */
export interface StartedService {
  readonly app: INestApplicationContext;
  /** For an app that serves users over HTTP. */
  readonly face: HttpFace | undefined;
  /** Takes no new calls, finishes those at hand, then leaves NATS and the database. */
  stop(): Promise<void>;
}

/** Connects to NATS and to the database, brings its schema up to date, and serves. */
export async function startService<Config extends ProcessConfig>(
  definition: ServiceDefinition<Config>,
  config: Config,
  health = new Health(definition.name, VERSION),
): Promise<StartedService> {
  const link = await NatsLink.connect({
    url: config.NATS_URL,
    name: definition.name,
    inboxPrefix: config.NATS_INBOX_PREFIX,
  });
  health.addReadiness('nats', () => link.isUp);
  health.addLiveness('nats-connection', () => !link.isClosed);
  const dataSource = await openDatabase(definition, config);
  const watch = dataSource && new DatabaseWatch(dataSource);
  if (watch) health.addReadiness('database', () => watch.isUp);

  const root = rootModule(definition, config, health, link, dataSource);
  const face = await definition.http?.(root, config, health);
  const strategy = definition.service === undefined ? undefined : new NatsRpcServer(link, definition.service);
  const app = face ? await listenToBoth(face, strategy, config) : await listenToRpc(root, strategy);

  const stop = async (): Promise<void> => {
    await face?.beforeClose?.();
    await app.close();
    watch?.stop();
    await link.drain();
    await dataSource?.destroy();
  };
  return { app, face, stop };
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
