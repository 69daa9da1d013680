import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CpuMeter, cpuBetween } from './cpu-meter.ts';
import { readProcessTable } from './process-table.ts';

const started: ChildProcess[] = [];

const BUSY = 'while (process.cpuUsage().user < 100_000); process.stdout.write(String(process.pid));';

/** A shell that runs JavaScript in a child process, and then waits; resolves to both numbers when the child is done. */
async function shellWith(code: string): Promise<{ pid: number; childPid: number }> {
  const shell = spawn('sh', ['-c', `'${process.execPath}' -e '${code}'; read end`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  started.push(shell);
  const [childPid] = (await once(shell.stdout, 'data')) as [Buffer];
  return { pid: shell.pid ?? 0, childPid: Number(childPid.toString()) };
}

describe('CpuMeter', () => {
  afterEach(() => started.splice(0).forEach(({ stdin }) => stdin?.end()));

  it('keeps the time of children that have ended', async () => {
    const { pid, childPid } = await shellWith(BUSY);
    const meter = new CpuMeter(new Map([['shell', { pid }]]));
    for (let waited = 0; waited < 5_000 && readProcessTable().has(childPid); waited += 10) await sleep(10);
    expect(meter.read().get('shell')).toBeGreaterThanOrEqual(100);
  });

  it('counts living descendants where it is told to, except those to ignore', async () => {
    const { pid, childPid } = await shellWith(`${BUSY} process.stdin.resume();`);
    const read = (withDescendants: boolean, ignored: number[] = []) =>
      new CpuMeter(new Map([['shell', { pid, withDescendants }]]), ignored).read().get('shell');
    expect(read(true)).toBeGreaterThanOrEqual(100);
    expect(read(true, [childPid])).toBeLessThan(100);
    expect(read(false)).toBeLessThan(100);
  });

  it('says when a process has ended', () => {
    expect(() => new CpuMeter(new Map([['bff-gateway', { pid: 2 ** 30 }]])).read()).toThrow('bff-gateway has ended');
  });
});

it('tells what was used between two readings', () => {
  const before = new Map([['bff', 100]]);
  const after = new Map([['bff', 250]]);
  expect(cpuBetween(before, after)).toEqual({ bff: 150 });
});
