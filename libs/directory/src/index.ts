export * from './directory.module.js';
export * from './people.js';
export * from './person-table.js';
export * from './person.js';
