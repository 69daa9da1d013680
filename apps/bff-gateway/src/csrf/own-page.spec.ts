import { expect, it } from '@jest/globals';

import { isFromOwnPage } from './own-page.js';

const origins = { allows: (origin: string | undefined) => origin === undefined || origin === 'https://own.example' };

it.each([
  [{}, 'no browser'],
  [{ 'sec-fetch-mode': 'cors', 'user-agent': 'node' }, 'the fetch of Node'],
  [{ 'sec-fetch-site': 'same-origin' }, 'a page of ours'],
  [
    { 'sec-fetch-site': 'same-origin', origin: 'https://behind-a-proxy.example' },
    'a page of ours, as its browser knows',
  ],
  [{ 'sec-fetch-site': 'none' }, 'the user'],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://own.example' }, 'an allowed page elsewhere'],
  [{ origin: 'https://own.example' }, 'an allowed page in an old browser'],
  [{ referer: 'https://own.example/some/page' }, 'an allowed page in a very old browser'],
])('%o is sent by %s', (headers, _sender) => {
  expect(isFromOwnPage(headers, origins)).toBe(true);
});

it.each([
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  [{ 'sec-fetch-site': 'same-site', origin: 'https://sibling.own.example' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-origin, cross-site' }],
  [{ 'sec-fetch-site': '' }],
  [{ origin: 'https://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: '' }],
  [{ origin: 'https://own.example.evil.example' }],
  [{ referer: 'https://evil.example/https://own.example/' }],
  [{ referer: 'nonsense' }],
])('%o is sent by a page that may not act', (headers) => {
  expect(isFromOwnPage(headers, origins)).toBe(false);
});
