import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops what an earlier run that was killed may have left behind, so that two processes never share a data directory.
 * The pid is believed only if a process with that number runs `command`: numbers are reused.
 * @param pidFile the file whose first line is the process's number; it may be missing.
 * @throws Error when the process is still there after ten seconds.
 */
export async function stopLeftover(
  pidFile: string,
  command: string,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  const pid = readPid(pidFile);
  if (pid === undefined || !runs(pid, command)) return;
  process.kill(pid, signal);
  for (let waited = 0; runs(pid, command); waited += 50) {
    if (waited >= 10_000) {
      throw new Error(`A ${command} of an earlier run (process ${pid}) does not stop. Stop it with: kill -9 ${pid}`);
    }
    await sleep(50);
  }
}

/** The number in a pid file's first line; undefined when there is no such file or number. */
export function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** True when the process exists and its command line names `command`. */
export function runs(pid: number, command: string): boolean {
  try {
    const commandLine =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return commandLine.includes(command);
  } catch {
    return false;
  }
}
