import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { userServiceConfig } from './config.js';

const example = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');

it.each(Object.keys(userServiceConfig.shape))('.env.example explains %s', (name) => {
  expect(example).toMatch(new RegExp(`^# .+\\n${name}=`, 'm'));
});
