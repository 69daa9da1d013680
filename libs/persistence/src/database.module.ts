import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { gauge } from '@atrium/observability';

import { Database } from './database.js';
import { poolOf } from './pool.js';
import { UnitOfWork } from './unit-of-work.js';

/** Gives a service its connected, migrated data source. Whoever opened it closes it. */
@Global()
@Module({})
export class DatabaseModule {
  constructor(dataSource: DataSource) {
    const pool = poolOf(dataSource);
    gauge('db_pool_connections', 'Open database connections', ['state'], function () {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    });
    gauge('db_pool_waiting_requests', 'Queries waiting for a connection', [], function () {
      this.set(pool.waitingCount);
    });
  }

  static forRoot(dataSource: DataSource): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DataSource, useValue: dataSource }, UnitOfWork, Database],
      exports: [DataSource, UnitOfWork, Database],
    };
  }
}
