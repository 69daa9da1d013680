import { describe, expect, it } from '@jest/globals';

import { requireStorable } from './message-body.js';

describe('a message body', () => {
  it.each(['Hello team!', ' padded ', 'two\r\nlines', '🧑‍🚀', 'שלום', 'e\u0301', '0', '\u200b', '\\u0000'])(
    'may be %j',
    (body) => {
      expect(() => requireStorable(body)).not.toThrow();
    },
  );

  it.each([
    ['spaces only', '   '],
    ['line breaks and tabs only', '\r\n\t'],
    ['blanks of other scripts only', '\u00a0\u3000\ufeff'],
    ['half a surrogate pair', 'a\ud83d'],
  ])('may not be %s', (_, body) => {
    expect(() => requireStorable(body)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', fields: { body: [expect.stringMatching(/^body must /)] } }),
    );
  });
});
