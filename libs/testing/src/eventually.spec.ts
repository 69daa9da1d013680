import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('repeats an assertion until it holds', async () => {
    let count = 0;
    await eventually(() => expect((count += 1)).toBe(3));
    expect(count).toBe(3);
  });

  it('gives up with the last error', async () => {
    await expect(eventually(() => Promise.reject(new Error('still wrong')), { within: 60 })).rejects.toThrow(
      'still wrong',
    );
  });
});
