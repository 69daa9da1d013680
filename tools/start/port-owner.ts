import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isPortFree } from '@atrium/local-suite';

const run = promisify(execFile);

/** @throws Error naming the program that has the port, as far as it can be found out, and what to do. */
export async function checkPortIsFree(port: number, host: string): Promise<void> {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  if ((await isPortFree(port, address)) && (await isPortFree(port, '0.0.0.0'))) return;
  const owner = await portOwner(port);
  throw new Error(`Port ${port} is in use${owner ? ` (${owner})` : ''}: stop that program or set PORT=${port + 1}.`);
}

/** For example "node, process 4711"; undefined when no tool on this machine tells. */
async function portOwner(port: number): Promise<string | undefined> {
  const lsof = await output('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
  const [, pid, command] = /^p(\d+)\n(?:.*\n)*?c(.+)$/m.exec(lsof) ?? [];
  if (pid && command) return `${command}, process ${pid}`;
  const ss = await output('ss', ['-ltnpH', `sport = :${port}`]);
  const [, name, number] = /users:\(\("([^"]+)",pid=(\d+)/.exec(ss) ?? [];
  return name && number ? `${name}, process ${number}` : undefined;
}

async function output(command: string, args: string[]): Promise<string> {
  return run(command, args, { timeout: 3_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
