import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { upgradeTarget } from './upgrade-target.js';

describe('the target of an upgrade', () => {
  it.each([
    ['/ws/chat', '/ws/chat'],
    ['/ws/chat/', '/ws/chat'],
    ['/ws/chat/?since=1', '/ws/chat'],
    ['/ws/activity/', '/ws/activity'],
    ['/ws/presence/', '/ws/presence'],
    ['/ws/notifications/', '/ws/notifications'],
    ['/ws/devices/', '/ws/devices'],
  ])('%s is the socket at %s', (url, path) => {
    expect(upgradeTarget(url)).toMatchObject({ path, token: undefined });
  });

  it.each([
    '/',
    '/ws',
    '/ws/',
    '/ws/other',
    '/ws/chat/1',
    '/WS/chat',
    '/api/ws/chat',
    '/ws/chat%2f',
    '//',
    'http://[',
    '',
  ])('%s is nothing', (url) => {
    expect(upgradeTarget(url)).toBeUndefined();
  });

  it('keeps the query but for the token', () => {
    expect(upgradeTarget('/ws/chat/?a=1&token=abc.def&b=%20')).toEqual({
      path: '/ws/chat',
      token: 'abc.def',
      query: 'a=1&b=+',
    });
  });

  it.each([
    ['/ws/chat?token=secret', 'secret'],
    ['/ws/chat?%74oken=secret', 'secret'],
    ['/ws/chat?token=secret&token=secret', 'secret'],
    ['/ws/chat?token=', ''],
  ])('%s carries no token on', (url, token) => {
    expect(upgradeTarget(url)).toEqual({ path: '/ws/chat', token, query: '' });
  });

  it('never lets a token or a line break into the query, whatever is sent', () => {
    const name = fc.oneof(fc.constant('token'), fc.constant('%74%6fken'), fc.string().map(encodeURIComponent));
    const pair = fc.tuple(name, fc.string({ unit: 'binary-ascii' })).map(([key, value]) => `${key}=${value}`);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 5 }), (pairs) => {
        const target = upgradeTarget(`/ws/chat?${pairs.join('&')}`);
        expect(new URLSearchParams(target?.query).has('token')).toBe(false);
        expect(target?.query).toMatch(/^[\x21-\x7e]*$/);
      }),
    );
  });

  it('is found or not, never a fault, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `//${text}`),
        ),
        (url) => {
          expect(() => upgradeTarget(url)).not.toThrow();
        },
      ),
    );
  });
});
