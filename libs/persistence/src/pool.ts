import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The connection pool behind a data source: TypeORM's PostgreSQL driver keeps it in `master`. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
