import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** `pg_advisory_lock` key of schema changes: the ASCII codes of "atri". */
const MIGRATION_LOCK = 0x61747269;

/** Runs the pending migrations, each in its own transaction. Replicas that start together wait for one another. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const lockHolder = dataSource.createQueryRunner();
  try {
    // Another replica's migrations may take longer than a statement otherwise may.
    await lockHolder.query('SET statement_timeout = 0');
    await lockHolder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    if (applied.length > 0) {
      new Logger('Migrations').log({ msg: 'migrations applied', names: applied.map(({ name }) => name) });
    }
  } finally {
    await lockHolder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lockHolder.query('RESET statement_timeout');
    await lockHolder.release();
  }
}
