import { expect, it } from '@jest/globals';

import { repeatedAuthCookie } from './repeated-cookie.js';

it.each([
  ['access_token=a; access_token=b', 'access_token'],
  ['access_token=a;access_token=a', 'access_token'],
  ['x=1; refresh_token=a; y=2; refresh_token =b', 'refresh_token'],
  ['id_token=; id_token=a', 'id_token'],
])('%s repeats %s', (header, name) => {
  expect(repeatedAuthCookie(header)).toBe(name);
});

it.each([
  undefined,
  '',
  'access_token=a; refresh_token=b; id_token=c',
  'x=1; x=2',
  'access_token=a; my_access_token=b; access_token_2=c',
  'x=access_token=1; access_token=a',
])('%s repeats nothing', (header) => {
  expect(repeatedAuthCookie(header)).toBeUndefined();
});
