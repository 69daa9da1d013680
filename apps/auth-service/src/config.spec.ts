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

it.each(['9', '3601', '60.5', 'an hour'])('%s is no life for an access token', (ACCESS_TOKEN_SECONDS) => {
  const { success, error } = authServiceConfig.safeParse({ ...REQUIRED, ACCESS_TOKEN_SECONDS });
  expect(success).toBe(false);
  expect(error?.issues.map(({ path }) => path[0])).toEqual(['ACCESS_TOKEN_SECONDS']);
});

it.each([
  [{}, 900],
  [{ ACCESS_TOKEN_SECONDS: '10' }, 10],
  [{ ACCESS_TOKEN_SECONDS: '3600' }, 3_600],
])('Access tokens of %j live for %d seconds', (env, seconds) => {
  expect(authServiceConfig.parse({ ...REQUIRED, ...env }).ACCESS_TOKEN_SECONDS).toBe(seconds);
});

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
