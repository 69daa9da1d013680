import { describe, expect, it } from '@jest/globals';

import { areGoogles, areNative, faultOfOrigin, faultOfRedirectUri } from './redirect-uris.js';

describe('a redirect URI', () => {
  it.each([
    'https://client.example.com/callback?x=1',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://[::1]:1/x',
  ])('may be %s', (uri) => {
    expect(faultOfRedirectUri(uri, false)).toBeUndefined();
    expect(faultOfRedirectUri(uri, true)).toBeUndefined();
  });

  it('may have a scheme of its own when the client is public', () => {
    expect(faultOfRedirectUri('com.example.app:/callback', true)).toBeUndefined();
    expect(faultOfRedirectUri('com.example.app:/callback', false)).toContain('public');
    expect(faultOfRedirectUri('myapp://callback', true)).toContain('com.example.app');
  });

  it.each([
    '',
    '/callback',
    '//client.example.com',
    'http://client.example.com/',
    'http://localhost.evil.example/',
    'https://client.example.com/#',
    'https://*.example.com/',
    'https://user:password@client.example.com/',
    'https://client.example.com/a b',
    'javascript:alert(1)//.',
    'data:text/html,x.y',
    'file:///etc/passwd',
  ])('may not be %j', (uri) => {
    expect(faultOfRedirectUri(uri, true)).toBeDefined();
  });
});

it("An app on the person's device is told by its own scheme, or by this machine", () => {
  expect(areNative(['com.example.app:/x', 'https://client.example.com/'])).toBe(true);
  expect(areNative(['http://localhost/'])).toBe(true);
  expect(areNative(['http://localhost/', 'https://client.example.com/'])).toBe(false);
  expect(areNative([])).toBe(false);
});

it.each([
  [['https://oauth-redirect.googleusercontent.com/r/my-project'], true],
  [['https://oauth-redirect-sandbox.googleusercontent.com/r/my-project'], true],
  [['https://oauth-redirect.googleusercontent.com/r/my-project', 'https://client.example.com/'], false],
  [['https://oauth-redirect.googleusercontent.com.evil.example/r/x'], false],
  [['https://oauth-redirect.googleusercontent.com/r/x/../../evil'], false],
  [[], false],
])('%j are Google’s: %s', (uris, expected) => {
  expect(areGoogles(uris)).toBe(expected);
});

it('An origin has no path', () => {
  expect(faultOfOrigin('https://app.example.com')).toBeUndefined();
  for (const wrong of ['https://app.example.com/', 'app.example.com', '*', 'null', 'com.example.app:/x']) {
    expect(faultOfOrigin(wrong)).toBeDefined();
  }
});
