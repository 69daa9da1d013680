import { setTimeout as delay } from 'node:timers/promises';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { RepeatedTask } from './repeated-task.js';

describe('RepeatedTask', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('goes on after a failure until it is stopped', async () => {
    let runs = 0;
    const second = Promise.withResolvers<undefined>();
    const task = new RepeatedTask('test', 1, () => {
      runs += 1;
      if (runs === 1) return Promise.reject(new Error('broken'));
      second.resolve(undefined);
      return Promise.resolve();
    });
    task.start();
    await second.promise;
    await task.stop();
    const runsUntilStop = runs;
    await delay(20);
    expect(runs).toBe(runsUntilStop);
  });

  it('never runs twice at once, and waits with its end for the run under way', async () => {
    let underWay = 0;
    let most = 0;
    let runs = 0;
    const task = new RepeatedTask('test', 0, async () => {
      runs += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(5);
      underWay -= 1;
    });
    task.start();
    await delay(25);
    await task.stop();
    expect({ most, underWay }).toEqual({ most: 1, underWay: 0 });
    expect(runs).toBeGreaterThan(1);
  });
});
