import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { DATABASE_NAMES, type SuiteSecrets, randomSecrets } from '@atrium/local-suite';

/** The secrets of one installation, made once and kept beside its data. */
export interface LocalSecrets extends SuiteSecrets {
  /** Of the superuser of the embedded PostgreSQL. */
  postgresPassword: string;
  /** Of each service's own role, by the database's name. */
  databasePasswords: Record<string, string>;
}

/** Reads the secrets file, or makes it with mode 0600; without it, the data beside it cannot be read any more. */
export async function readOrCreateSecrets(file: string): Promise<LocalSecrets> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return parse(text, file);
  const password = () => randomBytes(24).toString('base64url');
  const secrets: LocalSecrets = {
    ...randomSecrets(),
    postgresPassword: password(),
    databasePasswords: Object.fromEntries(Object.values(DATABASE_NAMES).map((name) => [name, password()])),
  };
  // Written beside and renamed, so that an interrupted start leaves no half file.
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function parse(text: string, file: string): LocalSecrets {
  try {
    return JSON.parse(text) as LocalSecrets;
  } catch (error) {
    throw new Error(
      `${file} is damaged. Restore it from a backup; without it the data in its directory cannot be used.`,
      {
        cause: error,
      },
    );
  }
}
