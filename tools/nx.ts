import { join, resolve } from 'node:path';
import { Child } from '@atrium/local-suite';

export const WORKSPACE = resolve(import.meta.dirname, '..');

/** Builds every app and library that is out of date. Nothing is printed unless it fails. */
export async function build(): Promise<void> {
  const child = runNx(['run-many', '-t', 'build', '--output-style=static']);
  children.add(child);
  const { code } = await child.exited;
  children.delete(child);
  if (code !== 0) throw new Error(`The build failed. It said:\n${child.lastOutput}`);
}

/** Runs `nx` with the pinned Node; every line it writes goes to `onLine`. */
export function runNx(args: readonly string[], env: NodeJS.ProcessEnv = {}, onLine?: (line: string) => void): Child {
  const bin = join(WORKSPACE, 'node_modules/.bin');
  return new Child({
    name: 'nx',
    command: join(bin, 'nx'),
    args,
    cwd: WORKSPACE,
    // The pinned Node comes first, also when this program was not started by npm.
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, NX_DAEMON: 'false', NX_TUI: 'false', ...env },
    ...(onLine ? { onLine } : {}),
  });
}

const children = new Set<Child>();

/** Ends a build that is under way. */
export async function cancelBuild(): Promise<void> {
  await Promise.all([...children].map((child) => child.kill()));
}
