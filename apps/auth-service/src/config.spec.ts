import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { authServiceConfig } from './config.js';

const example = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');

it.each(Object.keys(authServiceConfig.shape))('.env.example explains %s', (name) => {
  expect(example).toMatch(new RegExp(`^# .+\\n${name}=`, 'm'));
});

const REQUIRED = {
  PORT: '1',
  NATS_URL: 'nats://x',
  DATABASE_URL: 'postgres://x',
  REDIS_URL: 'redis://x',
  INTERNAL_TOKEN: 'x'.repeat(32),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
};

it('A provider that is set up by halves stops the start, naming what is missing', () => {
  expect(authServiceConfig.safeParse(REQUIRED).success).toBe(true);
  const { success, error } = authServiceConfig.safeParse({ ...REQUIRED, SSO_ISSUER: 'https://idp.example' });
  expect(success).toBe(false);
  expect(error?.issues.map(({ path }) => path[0])).toEqual([
    'SSO_AUTHORIZATION_URL',
    'SSO_TOKEN_URL',
    'SSO_USERINFO_URL',
    'SSO_CLIENT_ID',
    'SSO_CLIENT_SECRET',
  ]);
});
