import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { TokenBucket } from './token-bucket.js';

it('A bucket gives its burst at once, then one at a time, and says when', () => {
  const bucket = new TokenBucket(2, 3, 0);
  expect([0, 0, 0].map((now) => bucket.take(now))).toEqual([0, 0, 0]);
  expect(bucket.take(0)).toBe(500);
  expect(bucket.take(499)).toBeGreaterThan(0);
  expect(bucket.take(500)).toBe(0);
});

it('However it is asked, a bucket gives no more than its burst and its rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 100 }), (waits) => {
      const bucket = new TokenBucket(5, 20, 0);
      let [now, given] = [0, 0];
      for (const wait of waits) {
        now += wait;
        if (bucket.take(now) === 0) given += 1;
      }
      expect(given).toBeLessThanOrEqual(20 + (now / 1_000) * 5 + 1e-6);
    }),
  );
});
