import { expect, it } from '@jest/globals';

import { presentedToken } from './access-token.js';

const cookies = { access_token: 'from-cookie' };

it.each([
  ['a header', 'Bearer from-header', {}, { accessToken: 'from-header', isFromCookie: false }],
  ['a header in other letters', 'bEARER from-header', {}, { accessToken: 'from-header', isFromCookie: false }],
  ['a header and a cookie', 'Bearer from-header', cookies, { accessToken: 'from-header', isFromCookie: false }],
  ['a cookie', undefined, cookies, { accessToken: 'from-cookie', isFromCookie: true }],
  ['a cookie beside another scheme', 'Basic YTpi', cookies, { accessToken: 'from-cookie', isFromCookie: true }],
  ['a cookie beside an empty header', 'Bearer ', cookies, { accessToken: 'from-cookie', isFromCookie: true }],
  ['nothing', undefined, {}, undefined],
  ['an empty cookie', undefined, { access_token: '' }, undefined],
  ['a header without a scheme', 'from-header', {}, undefined],
  ['another cookie', undefined, { refresh_token: 'x' }, undefined],
])('The access token of a request with %s is found', (_, authorization, sent, expected) => {
  expect(presentedToken(authorization === undefined ? {} : { authorization }, sent)).toEqual(expected);
});
