import type { EntityManager } from 'typeorm';

const managers = new WeakMap<Transaction, EntityManager>();

/**
 * An open transaction, handed from the use case that opened it to the repositories that work in it. What must not
 * happen unless it commits, publishing an event for instance, waits in `afterCommit`.
 */
export class Transaction {
  private readonly followUps: (() => void)[] = [];

  constructor(manager: EntityManager) {
    managers.set(this, manager);
  }

  /** Runs once the transaction is durable, never when it rolls back. Must not throw. */
  afterCommit(followUp: () => void): void {
    this.followUps.push(followUp);
  }

  /** @internal Called by the unit of work. */
  committed(): void {
    for (const followUp of this.followUps) followUp();
  }
}

/** TypeORM's handle of a transaction: for repositories only. */
export function managerOf(transaction: Transaction): EntityManager {
  const manager = managers.get(transaction);
  if (!manager) throw new Error('This transaction was not opened by a unit of work');
  return manager;
}
