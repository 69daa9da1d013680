import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

const PROGRAM = join(import.meta.dirname, '../test/stopping-process.ts');

/** What a process that is told to stop does, as an outsider sees it. */
describe('a process', () => {
  let child: ChildProcess;

  afterEach(() => {
    child.kill('SIGKILL');
  });

  /** Starts a process and waits until it listens to signals. */
  async function started(behaviour: string): Promise<void> {
    child = fork(PROGRAM, [behaviour], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(child, 'message');
  }

  async function exitCode(): Promise<number | null> {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('that gets %s shuts down and ends well', async (signal) => {
    await started('good');
    child.kill(signal);
    await once(child, 'message');
    await expect(exitCode()).resolves.toBe(0);
  });

  it('shuts down once, however often it is told', async () => {
    await started('waiting');
    child.kill('SIGTERM');
    await expect(once(child, 'message')).resolves.toMatchObject(['shutting down']);
    child.kill('SIGINT');
    await expect(once(child, 'message')).resolves.toMatchObject(['interrupted']);
    child.send('go on');
    await expect(exitCode()).resolves.toBe(0);
  });

  it('shuts down when the parent that started it is gone', async () => {
    await started('good');
    const ended = exitCode();
    child.disconnect();
    await expect(ended).resolves.toBe(0);
  });

  it('ends badly when its shutdown fails', async () => {
    await started('bad');
    child.kill('SIGTERM');
    await expect(exitCode()).resolves.toBe(1);
  });
});
