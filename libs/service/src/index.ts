export * from './config.js';
export * from './health-routes.js';
export * from './run-service.js';
export * from './shutdown.js';
export * from './version.js';
