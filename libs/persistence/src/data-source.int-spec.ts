import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '@atrium/testing';

import { createDataSource } from './data-source.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase('persistence');
});

afterAll(() => database.drop());

it('opens sessions that keep the plans of prepared statements', async () => {
  const { url } = database;
  const dataSource = createDataSource({ url, poolMax: 1, applicationName: 'test', entities: [], migrations: [] });
  await dataSource.initialize();
  await expect(dataSource.query('SHOW plan_cache_mode')).resolves.toEqual([{ plan_cache_mode: 'force_generic_plan' }]);
  await expect(dataSource.query('SHOW statement_timeout')).resolves.toEqual([{ statement_timeout: '10s' }]);
  await dataSource.destroy();
});
