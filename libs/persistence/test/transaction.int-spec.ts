import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createDatabase, type TestDatabase } from '@atrium/testing';
import type { DataSource } from 'typeorm';

import {
  Database,
  isTransient,
  managerOf,
  statement,
  UnitOfWork,
  violatesUnique,
  type Transaction,
} from '../src/index.js';
import { dataSourceOf } from './open-data-source.js';

const ADD = statement('test-add', 'INSERT INTO note (n) VALUES ($1)');
const ALL = statement<{ n: number }>('test-all', 'SELECT n FROM note ORDER BY n');
const PREPARED = statement<{ count: number }>(
  'test-prepared',
  "SELECT count(*)::int AS count FROM pg_prepared_statements WHERE name = 'test-all'",
);
const END_CONNECTION = statement('test-end', 'SELECT pg_terminate_backend(pg_backend_pid())');
const RUN_LATE = statement('test-late', "SELECT set_config('statement_timeout', '20', true)");
const SLEEP = statement('test-sleep', 'SELECT pg_sleep(5)');

describe('a transaction', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let db: Database;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await createDatabase('transactions');
    dataSource = await dataSourceOf(database.url).initialize();
    await dataSource.query(
      `CREATE TABLE note (n int CONSTRAINT note_unique UNIQUE,
        late int CONSTRAINT note_late UNIQUE DEFERRABLE INITIALLY DEFERRED)`,
    );
    db = new Database(dataSource);
    unitOfWork = new UnitOfWork(dataSource);
  });

  beforeEach(async () => {
    await dataSource.query('TRUNCATE note');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function notes(tx?: Transaction): Promise<number[]> {
    return (await db.rows(ALL, [], tx)).map(({ n }) => n);
  }

  it('gives back the result of its work once it is committed', async () => {
    const result = unitOfWork.run(async (tx) => {
      await db.rows(ADD, [1], tx);
      return 'done';
    });
    await expect(result).resolves.toBe('done');
    await expect(notes()).resolves.toEqual([1]);
  });

  it('is seen by prepared statements and by TypeORM inside, and by nobody outside', async () => {
    await unitOfWork.run(async (tx) => {
      await db.rows(ADD, [1], tx);
      await managerOf(tx).query('INSERT INTO note (n) VALUES (2)');
      expect(await notes(tx)).toEqual([1, 2]);
      expect(await notes()).toEqual([]);
    });
    await expect(notes()).resolves.toEqual([1, 2]);
  });

  it('leaves nothing behind when its work throws', async () => {
    const work = unitOfWork.run(async (tx) => {
      await db.rows(ADD, [1], tx);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await expect(notes()).resolves.toEqual([]);
  });

  it('does what waits for the commit after it, in order, when everybody sees what was written', async () => {
    const seen: Promise<number[]>[] = [];
    const done: string[] = [];
    await unitOfWork.run(async (tx) => {
      tx.afterCommit(() => {
        done.push('first');
        seen.push(notes());
      });
      tx.afterCommit(() => done.push('second'));
      await db.rows(ADD, [1], tx);
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['first', 'second']);
    await expect(Promise.all(seen)).resolves.toEqual([[1]]);
  });

  it('does not do it when the work throws', async () => {
    const followUp = jest.fn();
    const work = unitOfWork.run((tx) => {
      tx.afterCommit(followUp);
      return Promise.reject(new Error('no'));
    });
    await expect(work).rejects.toThrow('no');
    expect(followUp).not.toHaveBeenCalled();
  });

  it('does not do it when the commit itself fails', async () => {
    const followUp = jest.fn();
    const work = unitOfWork.run(async (tx) => {
      tx.afterCommit(followUp);
      await managerOf(tx).query('INSERT INTO note (late) VALUES (1), (1)');
    });
    await expect(work).rejects.toThrow('note_late');
    expect(followUp).not.toHaveBeenCalled();
  });

  it('has each statement prepared once', async () => {
    await unitOfWork.run(async (tx) => {
      await notes(tx);
      await notes(tx);
      expect(await db.row(PREPARED, [], tx)).toEqual({ count: 1 });
    });
  });

  it('has no row where there is none', async () => {
    await expect(db.row(ALL, [])).resolves.toBeUndefined();
  });

  it('tells which constraint holds a value already, however it was written', async () => {
    await db.rows(ADD, [1]);
    const errors = await Promise.all([
      db.rows(ADD, [1]).catch((error: unknown) => error),
      dataSource.query('INSERT INTO note (n) VALUES (1)').catch((error: unknown) => error),
    ]);
    for (const error of errors) {
      expect(violatesUnique(error, 'note_unique')).toBe(true);
      expect(violatesUnique(error, 'note_late')).toBe(false);
      expect(isTransient(error)).toBe(false);
    }
  });

  it('fails with a transient fault when its connection is cut, and the next one works', async () => {
    const cut = await unitOfWork.run((tx) => db.rows(END_CONNECTION, [], tx)).catch((error: unknown) => error);
    expect(isTransient(cut)).toBe(true);
    const cutBefore = await unitOfWork
      .run(async (tx) => {
        await db.rows(END_CONNECTION, [], tx).catch(() => undefined);
        await notes(tx);
      })
      .catch((error: unknown) => error);
    expect(isTransient(cutBefore)).toBe(true);
    await expect(notes()).resolves.toEqual([]);
  });

  it('whose statement takes too long fails with a fault that trying again does not mend', async () => {
    const late = await unitOfWork
      .run(async (tx) => {
        await db.rows(RUN_LATE, [], tx);
        await db.rows(SLEEP, [], tx);
      })
      .catch((error: unknown) => error);
    expect(late).toMatchObject({ code: '57014' });
    expect(isTransient(late)).toBe(false);
  });

  it('cannot be made by anybody but a unit of work', () => {
    expect(() => managerOf({} as Transaction)).toThrow('not opened by a unit of work');
  });
});
