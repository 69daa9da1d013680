export * from './aes-gcm.js';
export * from './encryption-keys.js';
export * from './key-ring.js';
