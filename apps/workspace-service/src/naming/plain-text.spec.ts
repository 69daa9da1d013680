import { describe, expect, it } from '@jest/globals';

import { nameKey, plainName, plainText } from './plain-text.js';

describe('plainName', () => {
  it('takes away the spaces around a name and keeps those inside', () => {
    expect(plainName(' \u00a0Engineering  Team\t', 'name')).toBe('Engineering  Team');
  });

  it.each(['', ' ', 'a\nb', 'a\0b', 'a\u0085b'])('refuses %j and names the field', (name) => {
    expect(() => plainName(name, 'title')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', fields: { title: [expect.any(String)] } }),
    );
  });
});

describe('plainText', () => {
  it('allows lines, and nothing at all', () => {
    expect(plainText('one\ntwo\n', 'description')).toBe('one\ntwo');
    expect(plainText('', 'description')).toBe('');
  });

  it('refuses what PostgreSQL cannot store', () => {
    expect(() => plainText('a\0b', 'description')).toThrow('U+0000');
  });
});

describe('nameKey', () => {
  it.each([
    ['General', 'gENERAL'],
    ['Ärger', 'ÄRGER'],
    ['ärger', 'a\u0308rger'],
    ['ｆｕｌｌ', 'full'],
  ])('counts %s and %s as one name', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it('tells other names apart', () => {
    expect(nameKey('general')).not.toBe(nameKey('generals'));
  });
});
