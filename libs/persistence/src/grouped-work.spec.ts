import { describe, expect, it } from '@jest/globals';

import { GroupedWork } from './grouped-work.js';

describe('grouped work', () => {
  function recording(atMost?: number) {
    const groups: number[][] = [];
    const work = new GroupedWork<number, number>(async (items) => {
      groups.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      if (items.includes(13)) throw new Error('13');
      return items.map((item) => item * 2);
    }, atMost);
    return { groups, work };
  }

  it('is done together when it comes together or while other work is under way', async () => {
    const { groups, work } = recording();
    const first = [1, 2, 3].map((item) => work.do(item));
    const later = new Promise<number>((resolve) => setImmediate(() => resolve(work.do(4))));
    await expect(Promise.all([...first, later])).resolves.toEqual([2, 4, 6, 8]);
    await expect(work.do(5)).resolves.toBe(10);
    expect(groups).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('fails alone', async () => {
    const { work } = recording();
    const outcomes = await Promise.allSettled([1, 13, 3].map((item) => work.do(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(work.do(4)).resolves.toBe(8);
  });

  it('comes in groups of a bounded size', async () => {
    const { groups, work } = recording(2);
    await Promise.all([1, 2, 3, 4, 5].map((item) => work.do(item)));
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });
});
