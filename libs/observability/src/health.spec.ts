import { describe, expect, it } from '@jest/globals';

import { Health } from './health.js';

function serving(): Health {
  const health = new Health('test-service', '1.2.3');
  health.started();
  return health;
}

describe('health', () => {
  it('is live but not ready while it starts', () => {
    const health = new Health('test-service', '1.2.3');
    expect([health.isLive(), health.isReady()]).toEqual([true, false]);
    expect(health.report()).toMatchObject({
      status: 'starting',
      service: 'test-service',
      version: '1.2.3',
      checks: {},
    });
  });

  it('is ready once started', () => {
    const health = serving();
    expect(health.isReady()).toBe(true);
    expect(health.report().status).toBe('ok');
  });

  it('is live but not ready while it drains', () => {
    const health = serving();
    health.draining();
    expect([health.isLive(), health.isReady()]).toEqual([true, false]);
    expect(health.report().status).toBe('draining');
  });

  it('is unready, not dead, while something it needs is away', () => {
    const health = serving();
    let isUp = false;
    health.addReadiness('nats', () => isUp);
    health.addReadiness('database', () => true);
    expect([health.isLive(), health.isReady()]).toEqual([true, false]);
    expect(health.report()).toMatchObject({ status: 'unavailable', checks: { nats: false, database: true } });
    isUp = true;
    expect(health.isReady()).toBe(true);
  });

  it('is neither live nor ready once something is beyond repair', () => {
    const health = serving();
    health.addLiveness('connection', () => false);
    expect([health.isLive(), health.isReady()]).toEqual([false, false]);
    expect(health.report()).toMatchObject({ status: 'unavailable', checks: { connection: false } });
  });
});
