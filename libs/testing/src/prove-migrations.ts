import assert from 'node:assert/strict';

import { schemaSnapshot } from './schema-snapshot.ts';
import { createDatabase } from './test-database.ts';

/** What is needed of a TypeORM data source. */
export interface MigratedDataSource {
  readonly migrations: readonly unknown[];
  initialize(): Promise<unknown>;
  runMigrations(): Promise<unknown>;
  undoLastMigration(): Promise<void>;
  destroy(): Promise<void>;
}

/**
 * Runs a service's migrations on an empty database, undoes every one, and runs them again.
 * @throws AssertionError when undoing leaves something behind, or doing it again gives another schema.
 */
export async function proveMigrations(name: string, open: (url: string) => MigratedDataSource): Promise<void> {
  const database = await createDatabase(`${name}_schema`);
  const dataSource = open(database.url);
  try {
    await dataSource.initialize();
    const before = await schemaSnapshot(database.url);
    await dataSource.runMigrations();
    const migrated = await schemaSnapshot(database.url);
    assert.ok(migrated.columns.length > before.columns.length, 'The migrations make no table');
    for (let left = dataSource.migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    assert.deepEqual(await schemaSnapshot(database.url), before);
    await dataSource.runMigrations();
    assert.deepEqual(await schemaSnapshot(database.url), migrated);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
}
