import { describe, expect, it } from '@jest/globals';

import { isPublished, isRotationDue, signingAt } from './signing-key-timetable.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const start = new Date('2026-01-01T00:00:00Z');
const after = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

describe('the timetable of signing keys', () => {
  it('announces a successor ten minutes before the thirty days are over', () => {
    const newest = { signsFrom: start, retiredAt: null };
    expect(isRotationDue(newest, after(30 * DAY_MS - 10 * MINUTE_MS - 1))).toBe(false);
    expect(isRotationDue(newest, after(30 * DAY_MS - 10 * MINUTE_MS))).toBe(true);
  });

  it('publishes a key until its last token has run out', () => {
    expect(isPublished({ signsFrom: start, retiredAt: null }, after(365 * DAY_MS), 900)).toBe(true);
    const retired = { signsFrom: start, retiredAt: after(DAY_MS) };
    expect(isPublished(retired, after(DAY_MS + 15 * MINUTE_MS), 900)).toBe(true);
    expect(isPublished(retired, after(DAY_MS + 20 * MINUTE_MS), 900)).toBe(false);
    expect(isPublished(retired, after(DAY_MS + 60 * MINUTE_MS), 3_600)).toBe(true);
    expect(isPublished(retired, after(DAY_MS + 65 * MINUTE_MS), 3_600)).toBe(false);
  });

  it('signs with the key that began last', () => {
    const first = { kid: 'first', signsFrom: start, retiredAt: after(DAY_MS) };
    const second = { kid: 'second', signsFrom: after(DAY_MS), retiredAt: null };
    expect(signingAt([second, first], after(DAY_MS - 1))).toBe(first);
    expect(signingAt([first, second], after(DAY_MS))).toBe(second);
  });

  it('signs with the first key although a clock is behind', () => {
    const first = { signsFrom: start, retiredAt: null };
    expect(signingAt([first], after(-1_000))).toBe(first);
    expect(signingAt([], start)).toBeUndefined();
  });
});
