import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

import type { LiveSuite } from './live-suite.js';

const PROGRAM = resolve(import.meta.dirname, '../../../../tools/atrium/main.ts');

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run atrium -- …` against a suite, with `input` on its standard input. */
export function runCommand(
  { servers, secrets }: LiveSuite,
  args: readonly string[],
  input = '',
): Promise<CommandResult> {
  const env = { NATS_URL: servers.natsUrl, INTERNAL_TOKEN: secrets.internalToken };
  return new Promise((done) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
