import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { splitFullName } from './full-name.js';

describe('a full name', () => {
  it.each([
    ['Ada Lovelace', 'Ada', 'Lovelace'],
    ['Ada', 'Ada', ''],
    ['  Ada   King  Lovelace ', 'Ada', 'King Lovelace'],
    ['', '', ''],
    ['   ', '', ''],
    ['Jean-Luc\tPicard', 'Jean-Luc', 'Picard'],
  ])('"%s" is split at its first space', (fullName, firstName, lastName) => {
    expect(splitFullName(fullName)).toEqual({ firstName, lastName });
  });

  it('can be put together again from its parts', () => {
    const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => !/\s/.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const { firstName, lastName } = splitFullName(words.join(' '));
        expect(`${firstName} ${lastName}`.trim()).toBe(words.join(' '));
      }),
    );
  });

  it('gives parts that a profile can hold, however long it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, size: 'max' }), (fullName) => {
        const { firstName, lastName } = splitFullName(fullName);
        expect(firstName.length).toBeLessThanOrEqual(150);
        expect(lastName.length).toBeLessThanOrEqual(150);
      }),
    );
    expect(splitFullName(`${'a'.repeat(200)} ${'b'.repeat(200)}`)).toEqual({
      firstName: 'a'.repeat(150),
      lastName: 'b'.repeat(150),
    });
  });
});
