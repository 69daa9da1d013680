export * from './auth.module.js';
export * from './jwt-token-verifier.js';
export * from './revoked-sessions.js';
export * from './signing-key-cache.js';
