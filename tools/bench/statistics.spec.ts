import { expect, it } from '@jest/globals';
import { median, percentiles } from './statistics.ts';

it('finds percentiles among a hundred values in any order', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentiles(values)).toEqual({ p50: 50, p95: 95, p99: 99 });
});

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([3, 10, 1])).toBe(3);
  expect(median([4, 1, 2, 10])).toBe(3);
});
