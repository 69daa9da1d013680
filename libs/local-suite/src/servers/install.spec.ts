import { describe, expect, it } from '@jest/globals';
import { findProgram, missingServersMessage } from './install.ts';

describe('findProgram', () => {
  it('finds a program on the given path', () => {
    expect(findProgram('sh', '/bin')).toBe('/bin/sh');
  });

  it('finds nothing that is not there', () => {
    expect(findProgram('no-such-server', '/bin:/usr/bin')).toBeUndefined();
  });
});

describe('missingServersMessage', () => {
  it('says what to install and which variable to set', () => {
    const message = missingServersMessage(['nats-server', 'redis-server']);
    expect(message).toContain('nats-server and redis-server not found');
    expect(message).toContain('sudo apt-get install nats-server redis-server');
    expect(message).toContain('brew install nats-server redis');
    expect(message).toContain('set NATS_URL and REDIS_URL');
  });

  it('speaks only of what is missing', () => {
    const message = missingServersMessage(['redis-server']);
    expect(message).toContain('set REDIS_URL');
    expect(message).not.toContain('NATS_URL');
  });
});
