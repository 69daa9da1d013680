import { describe, expect, it } from '@jest/globals';
import { APP_NAMES } from './app-names.ts';
import { type SuiteWiring, appEnvironment } from './app-environment.ts';

const wiring: SuiteWiring = {
  servers: {
    databaseUrls: {
      'auth-service': 'postgresql://auth',
      'user-service': 'postgresql://users',
      'workspace-service': 'postgresql://workspaces',
      'message-service': 'postgresql://messages',
      'smarthome-service': 'postgresql://smarthome',
    },
    natsUrl: 'nats://127.0.0.1:4222',
    redisUrl: 'redis://127.0.0.1:6379',
  },
  secrets: { internalToken: 'internal', encryptionKeys: 'k1:key' },
  mail: { mailDirectory: '/mail' },
  publicUrl: 'http://localhost:8000',
  realtimeUrls: ['http://127.0.0.1:8006', 'http://127.0.0.1:8007'],
};

const at = (port: number) => ({ port, metricsPort: port });

describe('appEnvironment', () => {
  it('gives every service its own database and no other', () => {
    const urls = APP_NAMES.map((app) => appEnvironment(app, at(1), wiring).DATABASE_URL);
    expect(urls).toEqual([
      undefined,
      'postgresql://auth',
      'postgresql://users',
      'postgresql://workspaces',
      'postgresql://messages',
      'postgresql://smarthome',
      undefined,
    ]);
  });

  it('gives encryption keys only to the services that keep secrets in their databases', () => {
    const owners = APP_NAMES.filter((app) => appEnvironment(app, at(1), wiring).ENCRYPTION_KEYS !== undefined);
    expect(owners).toEqual(['auth-service', 'smarthome-service']);
  });

  it('tells the BFF every replica of the realtime-gateway', () => {
    expect(appEnvironment('bff-gateway', at(8000), wiring).REALTIME_URLS).toBe(
      'http://127.0.0.1:8006,http://127.0.0.1:8007',
    );
  });

  it('names a port for metrics only where it is another', () => {
    expect(appEnvironment('bff-gateway', { port: 8000, metricsPort: 9000 }, wiring).METRICS_PORT).toBe('9000');
    expect(appEnvironment('user-service', at(8002), wiring).METRICS_PORT).toBeUndefined();
  });

  it('opens only the BFF to other machines', () => {
    const extra = { HOST: '0.0.0.0' };
    expect(appEnvironment('bff-gateway', at(8000), wiring, extra).HOST).toBe('0.0.0.0');
    expect(appEnvironment('user-service', at(8002), wiring, extra).HOST).toBe('127.0.0.1');
  });

  it('passes on what the user has set, but not over the wiring', () => {
    const extra = { LOG_LEVEL: 'debug', DATABASE_URL: 'postgresql://superuser', PORT: '1' };
    const environment = appEnvironment('user-service', at(8002), wiring, extra);
    expect(environment).toMatchObject({ LOG_LEVEL: 'debug', DATABASE_URL: 'postgresql://users', PORT: '8002' });
    expect(appEnvironment('bff-gateway', at(8000), wiring, extra).DATABASE_URL).toBeUndefined();
  });

  it('makes cookies secure when users come by https', () => {
    const secure = { ...wiring, publicUrl: 'https://atrium.example' };
    expect(appEnvironment('bff-gateway', at(8000), wiring).COOKIE_SECURE).toBe('false');
    expect(appEnvironment('bff-gateway', at(8000), secure).COOKIE_SECURE).toBe('true');
  });
});
