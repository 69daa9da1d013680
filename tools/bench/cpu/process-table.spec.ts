import { expect, it } from '@jest/globals';
import { parseStat, readProcessTable } from './process-table.ts';

it('adds up the time of a process and of its ended children, whatever its name', () => {
  const stat = '4711 (postgres: a) (b) S 17 4711 4711 0 -1 4194560 9 8 7 6 100 20 3 4 20 0 1 0 12345';
  expect(parseStat(stat)).toEqual({ parent: 17, cpuMs: 1_270 });
});

it('finds this process, whose time grows with its work', () => {
  const cpuMs = () => readProcessTable().get(process.pid)?.cpuMs ?? Number.NaN;
  const before = cpuMs();
  const until = process.cpuUsage().user + 50_000;
  while (process.cpuUsage().user < until);
  expect(cpuMs()).toBeGreaterThan(before);
});
