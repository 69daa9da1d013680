import { expect, it } from '@jest/globals';

import { bffConfig } from '../config.js';
import { AllowedOrigins } from './allowed-origins.js';

const origins = new AllowedOrigins(
  bffConfig.parse({
    PORT: '8000',
    NATS_URL: 'nats://localhost',
    REDIS_URL: 'redis://localhost',
    INTERNAL_TOKEN: 'x'.repeat(32),
    REALTIME_URLS: 'http://localhost:8003',
    PUBLIC_URL: 'https://atrium.example/home',
    ALLOWED_ORIGINS: 'https://partner.example, http://localhost:5173',
  }),
);

it.each([
  ['https://atrium.example', true],
  ['https://partner.example', true],
  ['http://localhost:5173', true],
  [undefined, true],
  ['http://atrium.example', false],
  ['https://atrium.example:8443', false],
  ['https://atrium.example.evil.example', false],
  ['null', false],
  ['', false],
])('A browser at %s may act with cookies: %s', (origin, expected) => {
  expect(origins.allows(origin)).toBe(expected);
});
