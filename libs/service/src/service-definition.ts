import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@atrium/contracts';
import type { Health } from '@atrium/observability';
import type { DatabaseOptions } from '@atrium/persistence';
import type { z } from 'zod';

import type { databaseSettings, processSettings } from './config.js';

export type ProcessConfig = z.output<typeof processSettings>;
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
