import { expect, it } from '@jest/globals';

import { toSeedTime } from './seed-time.js';

it.each([
  ['2025-01-15T11:00:00.000Z', '2025-01-15T11:00:00'],
  ['2025-01-15T11:00:00.999Z', '2025-01-15T11:00:00'],
  ['2025-01-15T11:00:00+05:30', '2025-01-15T05:30:00'],
])('toSeedTime writes %s as %s: UTC, to the second, without an offset', (moment, written) => {
  expect(toSeedTime(new Date(moment))).toBe(written);
});
