import { describe, expect, it } from '@jest/globals';

import { currentRequest, requestIdFrom, runInRequestContext } from './request-context.js';

describe('a request id', () => {
  it.each(['a', 'trace:1.2-3_4', 'x'.repeat(128)])('is taken from the caller: %s', (candidate) => {
    expect(requestIdFrom(candidate)).toBe(candidate);
  });

  it.each([
    ['nothing', undefined],
    ['an empty one', ''],
    ['a line break at its end', 'id\n'],
    ['a forged log line', 'id\n{"level":"error"}'],
    ['a quotation mark', 'id"'],
    ['a space', 'my id'],
    ['other alphabets', 'ідентифікатор'],
    ['129 characters', 'x'.repeat(129)],
  ])('is made where the caller gives %s', (_, candidate) => {
    expect(requestIdFrom(candidate)).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });
});

describe('the context of a request', () => {
  it('is seen by everything it awaits and by nothing beside it', async () => {
    const seen = async (): Promise<string | undefined> => {
      await Promise.resolve();
      return currentRequest()?.requestId;
    };
    const both = await Promise.all([
      runInRequestContext({ requestId: 'one' }, seen),
      runInRequestContext({ requestId: 'two' }, seen),
    ]);
    expect(both).toEqual(['one', 'two']);
    expect(currentRequest()).toBeUndefined();
  });
});
