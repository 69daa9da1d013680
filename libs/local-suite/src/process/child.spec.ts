import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, type ChildOptions, describeExit } from './child.ts';
import { runs } from './leftover.ts';

const started: Child[] = [];

/** A child that runs a piece of JavaScript. */
function script(code: string, options: Partial<ChildOptions> = {}): Child {
  const child = new Child({ name: 'script', command: process.execPath, args: ['-e', code], ...options });
  started.push(child);
  return child;
}

/** A killed process is gone soon, but not at once. */
async function expectGone(pid: number): Promise<void> {
  for (let waited = 0; waited < 5_000 && runs(pid, process.execPath); waited += 20) await sleep(20);
  expect(runs(pid, process.execPath)).toBe(false);
}

const isNever = () => Promise.resolve(false);

describe('Child', () => {
  afterEach(() => Promise.all(started.splice(0).map((child) => child.kill())));

  it('keeps the last output and the way the process ended', async () => {
    const child = script('for (let i = 0; i < 100; i++) console.log("line " + i); process.exitCode = 3');
    await expect(child.exited).resolves.toEqual({ code: 3, signal: null });
    expect(child.lastOutput.split('\n')).toHaveLength(40);
    expect(child.lastOutput).toMatch(/line 99$/);
    expect(child.isRunning).toBe(false);
  });

  it('fails at once, with the last output, when the process ends before it is ready', async () => {
    const child = script('console.error("no such table"); process.exit(1)');
    await expect(child.waitUntilReady(isNever, { withinMs: 60_000 })).rejects.toThrow(
      'script ended at start (exit code 1). It said last:\nno such table',
    );
  });

  it('fails when the process is not ready in time', async () => {
    const child = script('setInterval(() => 0, 1000)');
    await expect(child.waitUntilReady(isNever, { withinMs: 100 })).rejects.toThrow('script was not ready after 0.1 s');
    await child.stop();
  });

  it('says that a program could not be started', async () => {
    const child = new Child({ name: 'ghost', command: '/nonexistent/ghost' });
    await expect(child.waitUntilReady(isNever, { withinMs: 5_000 })).rejects.toThrow(/ghost.*No such file|ENOENT/is);
  });

  it('lets a process end in good order', async () => {
    const child = script('process.on("SIGTERM", () => process.exit(7)); console.log("up"); setInterval(() => 0, 1000)');
    await child.waitUntilReady(() => Promise.resolve(child.lastOutput.includes('up')), { withinMs: 10_000 });
    await expect(child.stop()).resolves.toEqual({ code: 7, signal: null });
  });

  it('kills a process that does not end in time, with its descendants', async () => {
    const child = script(
      `const { spawn } = require('node:child_process');
       const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
       process.on('SIGTERM', () => 0);
       console.log(String(grandchild.pid));
       setInterval(() => 0, 1000);`,
      { stopWithinMs: 100 },
    );
    await child.waitUntilReady(() => Promise.resolve(child.lastOutput !== ''), { withinMs: 10_000 });
    const grandchild = Number(child.lastOutput);
    await expect(child.stop()).resolves.toEqual({ code: null, signal: 'SIGKILL' });
    await expectGone(grandchild);
  });

  it('leaves nothing behind when its parent is killed', async () => {
    const parent = script(
      `import(${JSON.stringify(new URL('child.ts', import.meta.url).href)}).then(({ Child }) => {
         const child = new Child({ name: 'x', command: process.execPath, args: ['-e', 'setInterval(() => 0, 1000)'] });
         console.log(String(child.pid));
       });
       setInterval(() => 0, 1000);`,
    );
    await parent.waitUntilReady(() => Promise.resolve(parent.lastOutput !== ''), { withinMs: 10_000 });
    const child = Number(parent.lastOutput.split('\n').at(-1));
    // From then on the kernel knows: the wrapper has told it before it became the program.
    const isWrapped = () => !runs(child, 'setInterval') || runs(child, 'setpriv');
    for (let waited = 0; waited < 10_000 && isWrapped(); waited += 20) await sleep(20);
    expect(isWrapped()).toBe(false);
    parent.signal('SIGKILL');
    await parent.exited;
    await expectGone(child);
  });

  it('describes how a process ended', () => {
    expect(describeExit({ code: 1, signal: null })).toBe('exit code 1');
    expect(describeExit({ code: null, signal: 'SIGKILL' })).toBe('killed by SIGKILL');
    expect(describeExit({ code: null, signal: null })).toBe('could not be started');
  });
});
