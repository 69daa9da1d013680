import { describe, expect, it } from '@jest/globals';
import { WaitingList } from './waiting-list.ts';

describe('WaitingList', () => {
  it('gives an item that has arrived already', async () => {
    const list = new WaitingList<number>(String);
    list.add(1);
    list.add(2);
    await expect(list.take((item) => item > 1, 100, 'number')).resolves.toBe(2);
  });

  it('gives an item that arrives later, to one caller only', async () => {
    const list = new WaitingList<number>(String);
    const first = list.take(() => true, 1_000, 'number');
    const second = list.take(() => true, 1_000, 'number');
    list.add(1);
    list.add(2);
    await expect(Promise.all([first, second])).resolves.toEqual([1, 2]);
    expect(list.all).toEqual([1, 2]);
  });

  it('says what arrived instead', async () => {
    const list = new WaitingList<number>(String);
    list.add(1);
    await expect(list.take((item) => item === 3, 20, 'three')).rejects.toThrow('No three within 20 ms. Arrived:\n  1');
  });

  it('tells those who wait when nothing more will come', async () => {
    const list = new WaitingList<number>(String);
    const waiting = list.take(() => true, 1_000, 'number');
    list.fail(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
  });
});
