import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPid, runs } from '@atrium/local-suite';

/**
 * Claims a data directory for this process until it exits. The file of a run that was killed is ignored.
 * @throws Error when another process uses the directory.
 */
export function lockInstance(directory: string): void {
  const file = join(directory, 'start.pid');
  const pid = readPid(file);
  if (pid !== undefined && pid !== process.pid && runs(pid, 'start/main.ts')) {
    throw new Error(
      `Atrium is already running with this data (process ${pid}). Stop it with Ctrl-C in its terminal or: kill ${pid}`,
    );
  }
  writeFileSync(file, `${process.pid}\n`);
  process.once('exit', () => rmSync(file, { force: true }));
}
