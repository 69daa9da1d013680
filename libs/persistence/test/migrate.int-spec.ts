import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createDatabase, eventually, testServers, type TestDatabase } from '@atrium/testing';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

import { initialise, migrate } from '../src/index.js';
import { dataSourceOf } from './open-data-source.js';

const HELD_LOCKS = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

class CreateLog1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE TABLE log (entry text)');
    await db.query("INSERT INTO log VALUES ('created')");
    // Long enough for the other replica to come by.
    await db.query('SELECT pg_sleep(0.4)');
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

class FillLog1700000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query("INSERT INTO log VALUES ('filled')");
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

class Broken1700000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query("INSERT INTO log VALUES ('broken')");
    await db.query('SELECT 1 / 0');
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

describe('migrations', () => {
  let database: TestDatabase;
  const open: DataSource[] = [];

  beforeEach(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    database = await createDatabase('migrations');
  });

  afterEach(async () => {
    for (const dataSource of open.splice(0)) await dataSource.destroy();
    await database.drop();
  });

  async function connected(dataSource: DataSource): Promise<DataSource> {
    open.push(await dataSource.initialize());
    return dataSource;
  }

  function entries(dataSource: DataSource): Promise<{ entry: string }[]> {
    return dataSource.query('SELECT entry FROM log');
  }

  it('run once although two replicas start together', async () => {
    const migrations = [CreateLog1700000000000, FillLog1700000000001];
    const [one, other] = await Promise.all([
      connected(dataSourceOf(database.url, { migrations })),
      connected(dataSourceOf(database.url, { migrations })),
    ]);
    await Promise.all([migrate(one), migrate(other)]);
    await migrate(one);
    await expect(entries(one)).resolves.toEqual([{ entry: 'created' }, { entry: 'filled' }]);
  });

  it('wait for another replica longer than a statement may take', async () => {
    const migrations = [CreateLog1700000000000];
    const { options } = dataSourceOf(database.url, { migrations });
    const impatient = await connected(new DataSource({ ...options, extra: { statement_timeout: 100 } }));
    const one = await connected(dataSourceOf(database.url, { migrations }));
    const first = migrate(one);
    await eventually(async () => {
      expect(await one.query(HELD_LOCKS)).toHaveLength(1);
    });
    await Promise.all([first, migrate(impatient)]);
    await expect(entries(impatient)).resolves.toHaveLength(1);
    await expect(impatient.query('SELECT pg_sleep(1)')).rejects.toThrow('statement timeout');
  });

  it('keep what came before a broken one, and let the next replica try', async () => {
    const migrations = [CreateLog1700000000000, Broken1700000000002];
    const one = await connected(dataSourceOf(database.url, { migrations }));
    await expect(migrate(one)).rejects.toThrow('division by zero');
    await expect(entries(one)).resolves.toEqual([{ entry: 'created' }]);
    const mended = await connected(
      dataSourceOf(database.url, { migrations: [CreateLog1700000000000, FillLog1700000000001] }),
    );
    await migrate(mended);
    await expect(entries(mended)).resolves.toEqual([{ entry: 'created' }, { entry: 'filled' }]);
  });

  it('start once a database that is still starting lets them in', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const admin = new pg.Client({ connectionString: testServers().databaseUrl });
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    const warn = jest.fn(() => {
      void admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    });
    Logger.overrideLogger({ log: jest.fn(), error: jest.fn(), warn });
    const dataSource = await initialise(dataSourceOf(database.url));
    open.push(dataSource);
    expect(warn).toHaveBeenCalledTimes(1);
    await expect(dataSource.query('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await admin.end();
  });
});
