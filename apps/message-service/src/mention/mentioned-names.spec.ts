import { expect, it } from '@jest/globals';

import { mentionedNames } from './mentioned-names.js';

it.each([
  ['nobody here', [], false],
  ['mail ada@example.com', [], false],
  ['@ada look', ['ada'], false],
  ['(@Ada, @bob-2)', ['ada', 'bob-2'], false],
  ['thanks @ada.', ['ada.', 'ada'], false],
  ['@ada.lovelace!', ['ada.lovelace'], false],
  ['@ada @ada @ADA', ['ada'], false],
  ['@channel: lunch', [], true],
  ['@Channel. @ada', ['channel.', 'ada'], true],
  ['@channels', ['channels'], false],
  ['@ @@ @-', ['@', '-'], false],
  ['@zoë', ['zoë'], false],
])('%j names %j', (body, names, isEveryone) => {
  expect(mentionedNames(body)).toEqual({ names, isEveryone });
});

it('A body names 50 people at most', () => {
  const body = Array.from({ length: 80 }, (_, index) => `@user${index}`).join(' ');
  expect(mentionedNames(body).names).toHaveLength(50);
});
