export * from './catalog.js';
export * from './check-device.js';
export * from './device-types.js';
export * from './state.js';
export * from './trait.js';
