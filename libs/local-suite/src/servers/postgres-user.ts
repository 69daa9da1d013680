import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunAs } from '../process/wrapped-command.ts';

/**
 * The user that runs PostgreSQL, which refuses to run as root: this one, or the system user `postgres` when this one is
 * root. It is created when missing.
 * @param paths what it must be able to reach.
 */
export function postgresUser(paths: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (idOfPostgres('-u') === undefined) createPostgres();
  const uid = idOfPostgres('-u');
  const gid = idOfPostgres('-g');
  if (uid === undefined || gid === undefined)
    throw new Error('The system user "postgres" has no id. Check: id postgres');
  return { uid, gid, passesDirectories: paths.some((path) => isBehindClosedDirectory(path, uid)) };
}

function idOfPostgres(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function createPostgres(): void {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      'PostgreSQL refuses to run as root, and the system user "postgres" could not be created. Run as another user, or set DATABASE_URL to a PostgreSQL server you run.',
      { cause: error },
    );
  }
}

function isBehindClosedDirectory(path: string, uid: number): boolean {
  const parent = dirname(path);
  const { mode, uid: owner } = statSync(parent);
  const isOpen = (mode & 0o001) !== 0 || owner === uid;
  return !isOpen || (parent !== path && isBehindClosedDirectory(parent, uid));
}
