import { createDataSource, type DatabaseOptions } from '../src/index.js';

/** A data source, not yet connected, with a small pool. */
export function dataSourceOf(url: string, options: Partial<DatabaseOptions> = {}) {
  return createDataSource({
    url,
    poolMax: 4,
    applicationName: 'persistence-test',
    entities: [],
    migrations: [],
    ...options,
  });
}
