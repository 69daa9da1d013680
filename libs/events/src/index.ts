export * from './event-consumer.js';
export * from './event-tables.js';
export * from './events-options.js';
export * from './events.module.js';
export * from './outbox-entry.js';
export * from './outbox-relay.js';
export * from './outbox.js';
export * from './streams.js';
