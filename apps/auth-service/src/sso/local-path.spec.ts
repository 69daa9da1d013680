import { expect, it } from '@jest/globals';

import { localPath } from './local-path.js';

it.each(['/', '/home/', '/a/b?c=d&e=%20#f', '/o/authorize/?redirect_uri=https://app.example.com/cb', '/@evil.example'])(
  '%s is a path of the suite',
  (path) => {
    expect(localPath(path)).toBe(path);
  },
);

it.each([
  undefined,
  '',
  'home',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  '/a\\b',
  '/a\u0000b',
])('%j leads nowhere but home', (path) => {
  expect(localPath(path)).toBe('/');
});
