export * from './config.js';
export * from './health-routes.js';
export * from './network.js';
export * from './run-service.js';
export * from './service-definition.js';
export * from './shutdown.js';
export * from './start-service.js';
export * from './version.js';
