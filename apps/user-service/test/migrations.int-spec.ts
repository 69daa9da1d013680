import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDataSource } from '@atrium/persistence';
import { createDatabase, schemaSnapshot, type TestDatabase } from '@atrium/testing';

import { entities, migrations } from '../src/database/schema.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase('users_schema');
});

afterAll(() => database.drop());

it('migrations can be undone and done again', async () => {
  const { url } = database;
  const dataSource = createDataSource({ url, poolMax: 2, applicationName: 'test', entities, migrations });
  await dataSource.initialize();
  const before = await schemaSnapshot(url);
  await dataSource.runMigrations();
  const migrated = await schemaSnapshot(url);
  for (let left = migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
  await expect(schemaSnapshot(url)).resolves.toEqual(before);
  await dataSource.runMigrations();
  await expect(schemaSnapshot(url)).resolves.toEqual(migrated);
  expect(migrated.columns.length).toBeGreaterThan(before.columns.length);
  await dataSource.destroy();
});
