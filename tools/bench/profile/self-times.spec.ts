import { expect, it } from '@jest/globals';
import { type CpuProfile, selfTimes, selfTimesByPackage } from './self-times.ts';

const frame = (id: number, functionName: string, url = '', lineNumber = 0) => ({
  id,
  callFrame: { functionName, url, lineNumber },
});

const PROFILE: CpuProfile = {
  nodes: [
    frame(1, '(idle)'),
    frame(2, 'send', 'file:///srv/node_modules/@nestjs/core/router.js', 9),
    frame(3, '', 'file:///srv/apps/bff-gateway/dist/main.js'),
    frame(4, '(garbage collector)'),
    frame(5, 'writeUtf8String', 'node:net', 41),
  ],
  samples: [2, 3, 1, 4, 5, 2],
  timeDeltas: [0, 1_000, 2_000, 50_000, 3_000, 4_000],
};

it('sums the time in each function until the next sample, without waiting', () => {
  expect(selfTimes([PROFILE])).toEqual([
    { what: 'writeUtf8String node:net:42', ms: 4 },
    { what: '(garbage collector)', ms: 3 },
    { what: '(anonymous) apps/bff-gateway/dist/main.js:1', ms: 2 },
    { what: 'send @nestjs/core/router.js:10', ms: 1 },
  ]);
});

it('sums by package over several profiles', () => {
  expect(selfTimesByPackage([PROFILE, PROFILE])).toEqual([
    { what: 'node', ms: 8 },
    { what: '(garbage collector)', ms: 6 },
    { what: 'apps/bff-gateway', ms: 4 },
    { what: '@nestjs/core', ms: 2 },
  ]);
});
