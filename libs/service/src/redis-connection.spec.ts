import { describe, expect, it } from '@jest/globals';

import { redisConnection } from './redis-connection.js';

describe('redisConnection', () => {
  it('fills in what a URL leaves out', () => {
    expect(redisConnection('redis://cache')).toMatchObject({ host: 'cache', port: 6379, db: 0 });
    expect(redisConnection('redis://cache')).not.toHaveProperty('tls');
  });

  it('reads credentials, database and TLS', () => {
    expect(redisConnection('rediss://auth:p%40ss@cache:6380/2')).toMatchObject({
      host: 'cache',
      port: 6380,
      db: 2,
      username: 'auth',
      password: 'p@ss',
      tls: {},
    });
  });
});
