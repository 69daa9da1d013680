import { Injectable } from '@nestjs/common';
import type { ClientBase, Pool, QueryResult, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

import { poolOf } from './pool.js';
import { managerOf, type Transaction } from './transaction.js';

/**
 * A statement that PostgreSQL parses and plans once per connection. Hot paths use these: for a small query planning
 * costs more than running it.
 */
export interface Statement<Row extends QueryResultRow> {
  readonly name: string;
  readonly text: string;
  /** Type only: never set. */
  readonly row?: Row;
}

/** Declares a prepared statement. The name must be unique in its service. */
export function statement<Row extends QueryResultRow>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** Runs prepared statements, alone or inside a transaction. For repositories only. */
@Injectable()
export class Database {
  private readonly pool: Pool;

  constructor(dataSource: DataSource) {
    this.pool = poolOf(dataSource);
  }

  /** The statement's rows; rejects with pg's error. */
  async rows<Row extends QueryResultRow>(
    { name, text }: Statement<Row>,
    values: readonly unknown[],
    tx?: Transaction,
  ): Promise<Row[]> {
    const config = { name, text, values: [...values] };
    const result: QueryResult<Row> =
      tx === undefined ? await this.pool.query<Row>(config) : await (await clientOf(tx)).query<Row>(config);
    return result.rows;
  }

  /** The statement's only row, if there is one. */
  async row<Row extends QueryResultRow>(
    query: Statement<Row>,
    values: readonly unknown[],
    tx?: Transaction,
  ): Promise<Row | undefined> {
    return (await this.rows(query, values, tx))[0];
  }
}

async function clientOf(tx: Transaction): Promise<ClientBase> {
  const runner = managerOf(tx).queryRunner;
  if (!runner) throw new Error('A transaction without a query runner');
  return (await runner.connect()) as ClientBase;
}
