import { setTimeout as delay } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';

export interface DatabaseOptions {
  /** `postgres://…` of the service's own database. */
  readonly url: string;
  /** Most connections this process opens; the sum over all replicas must stay below the server's limit. */
  readonly poolMax: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
}

const CONNECT_ATTEMPTS = 60;
const CONNECT_RETRY_MS = 500;
const STATEMENT_TIMEOUT_MS = 10_000;
/**
 * A prepared statement keeps its first plan. Left to itself PostgreSQL plans a small one anew at each execution, which
 * costs more than running it; so queries must not depend on a plan that is made for their values.
 */
const SESSION_OPTIONS = '-c plan_cache_mode=force_generic_plan';

/** A data source of one service. The schema is changed by migrations and by nothing else. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    logging: ['error'],
    logger: 'debug',
    poolSize: options.poolMax,
    extra: {
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      options: SESSION_OPTIONS,
    },
  });
}

/** Connects, waiting up to half a minute for a database that is still starting. */
export async function initialise(dataSource: DataSource): Promise<DataSource> {
  const logger = new Logger('Database');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS) throw error;
      if (attempt === 1) logger.warn({ msg: 'waiting for PostgreSQL', err: error });
      await delay(CONNECT_RETRY_MS);
    }
  }
}
