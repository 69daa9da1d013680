import { expect, it } from '@jest/globals';

import { DomainError, isRefusal } from './domain-error.js';

it.each([
  ['a refusal with that code', new DomainError('OTP_INVALID', 'No'), true],
  ['a refusal with another code', new DomainError('FORBIDDEN', 'No'), false],
  ['a bug that looks like one', Object.assign(new Error('No'), { code: 'OTP_INVALID' }), false],
  ['nothing', undefined, false],
])('isRefusal tells %s', (_, error, expected) => {
  expect(isRefusal(error, 'OTP_INVALID', 'EMAIL_TAKEN')).toBe(expected);
});
