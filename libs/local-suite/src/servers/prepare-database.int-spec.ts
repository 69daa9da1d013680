import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { prepareDatabase } from './prepare-database.ts';
import { pingPostgres } from './reachable.ts';
import type { RunningServer } from './running-server.ts';
import { startThrowAwayPostgres } from './servers.ts';

describe('prepareDatabase', () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startThrowAwayPostgres();
  });

  afterAll(() => server.stop());

  it('gives a service a database that it owns', async () => {
    const url = await prepareDatabase(server.url, 'owned', 'p@ss/word');
    const rows = await query(url, 'CREATE TABLE note (id int); SELECT current_user AS name');
    expect(rows).toEqual([{ name: 'atrium_owned' }]);
  });

  it('can be repeated, also at the same time, and sets the given password', async () => {
    await Promise.all([1, 2, 3].map(() => prepareDatabase(server.url, 'repeated', 'first')));
    const url = await prepareDatabase(server.url, 'repeated', 'second');
    await expect(pingPostgres(url)).resolves.toBeUndefined();
    await expect(pingPostgres(url.replace('second', 'first'))).rejects.toThrow(/password/);
  });

  it('keeps one service out of the database of another', async () => {
    const mine = await prepareDatabase(server.url, 'mine', 'secret');
    await prepareDatabase(server.url, 'theirs', 'secret');
    const theirs = mine.replace(/atrium_mine$/, 'atrium_theirs');
    await expect(pingPostgres(theirs)).rejects.toThrow(/permission denied/);
  });

  it('works with a role that may create roles and databases but is no superuser', async () => {
    await query(server.url, `CREATE ROLE operator LOGIN CREATEROLE CREATEDB PASSWORD 'secret'`);
    const admin = new URL(server.url);
    admin.username = 'operator';
    admin.password = 'secret';
    const url = await prepareDatabase(admin.href, 'foreign', 'secret');
    await expect(pingPostgres(url)).resolves.toBeUndefined();
    await expect(prepareDatabase(admin.href, 'foreign', 'secret')).resolves.toBe(url);
  });

  it('says what a role lacks', async () => {
    await query(server.url, `CREATE ROLE powerless LOGIN PASSWORD 'secret'`);
    const admin = new URL(server.url);
    admin.username = 'powerless';
    admin.password = 'secret';
    await expect(prepareDatabase(admin.href, 'refused', 'secret')).rejects.toThrow(/CREATEROLE and CREATEDB/);
  });

  it('refuses a name that could be taken for something else', async () => {
    await expect(prepareDatabase(server.url, 'a"b', 'secret')).rejects.toThrow(/is no database name/);
  });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results = [await client.query(sql)].flat() as pg.QueryResult<Record<string, unknown>>[];
    return results.at(-1)?.rows ?? [];
  } finally {
    await client.end();
  }
}
