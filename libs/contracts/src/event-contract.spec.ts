import { expect, it } from '@jest/globals';

import { anyKeyOf, defineEvent, subjectOf } from './event-contract.js';

class Noted {
  readonly page!: number;
}

const noted = defineEvent({ subject: 'test.event.noted.v1', payload: Noted, key: ({ page }) => String(page) });

it('An event is published under its key, and a filter matches every key', () => {
  expect(subjectOf(noted, { page: 7 })).toBe('test.event.noted.v1.7');
  expect(anyKeyOf(noted)).toBe('test.event.noted.v1.*');
});
