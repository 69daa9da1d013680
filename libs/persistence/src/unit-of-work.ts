import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Transaction } from './transaction.js';

/** Opens transactions. No network call belongs inside one: it would hold a pooled connection while it waits. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /** Commits what `work` did, or rolls all of it back when it throws; the result of `work` comes back after commit. */
  async run<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    let transaction: Transaction | undefined;
    const result = await this.dataSource.transaction((manager) => {
      transaction = new Transaction(manager);
      return work(transaction);
    });
    transaction?.committed();
    return result;
  }
}
