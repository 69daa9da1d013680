export * from './nats-link.js';
export * from './nats.module.js';
