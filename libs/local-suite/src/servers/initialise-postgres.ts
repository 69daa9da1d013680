import { existsSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from '../process/child.ts';
import type { RunAs } from '../process/wrapped-command.ts';

/**
 * Creates a PostgreSQL data directory with a superuser `postgres`, unless there is one. What an interrupted creation
 * left is removed first; it holds nothing yet.
 */
export async function initialisePostgres(
  initdb: string,
  directory: string,
  password: string,
  user: RunAs | undefined,
): Promise<void> {
  const passwordFile = `${directory}.password`;
  if (existsSync(join(directory, 'PG_VERSION')) && !existsSync(passwordFile)) return;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { mode: 0o700 });
  if (user) await Promise.all([directory, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const child = new Child({
    name: 'initdb',
    command: initdb,
    args: [
      ...[`--pgdata=${directory}`, '--username=postgres', `--pwfile=${passwordFile}`],
      ...[
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      '--no-sync',
    ],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(user ? { user } : {}),
  });
  if ((await child.exited).code !== 0) {
    throw new Error(`PostgreSQL could not create its data directory ${directory}. It said:\n${child.lastOutput}`);
  }
  await rm(passwordFile);
}
