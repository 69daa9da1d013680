export * from './data-source.js';
export * from './database-watch.js';
export * from './database.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './query-faults.js';
export * from './transaction.js';
export * from './unit-of-work.js';
