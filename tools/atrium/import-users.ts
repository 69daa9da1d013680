import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { findUsersByName, provisionAccount, type ProvisionAccountRequest, type UserView } from '@atrium/contracts';
import { AS_SERVICE, DomainError, type RpcClient } from '@atrium/rpc';
import { complain, say } from '../terminal.ts';
import { type Command, UsageError } from './command.ts';
import { faultsOf } from './create-superuser.ts';
import { toAccount } from './imported-user.ts';
import { readUserFile, type UserLine } from './user-file.ts';

type Outcome = 'imported' | 'present' | 'refused';

/** Takes over users with the password hashes that another system kept. Running it again does no harm. */
export const importUsers: Command = {
  usage: 'import-users FILE [--dry-run]',
  summary: 'Take over users of another system, with their password hashes',
  details: [
    'FILE       JSON Lines, or CSV whose first line names the fields: username, email, password (the hash),',
    '           first_name, last_name, is_staff, is_active, date_joined; the first three are required.',
    '           Hashes: those of Django (pbkdf2_sha256, bcrypt, argon2, scrypt) and plain bcrypt and Argon2.',
    '--dry-run  only say what would be done; hashes, and names that occur twice in FILE, are not looked at',
  ],
  async run(args, rpc) {
    const { file, isDryRun } = readArguments(args);
    const lines = readUserFile(await readFile(file, 'utf8'));
    const counts: Record<Outcome, number> = { imported: 0, present: 0, refused: 0 };
    for (const line of lines) counts[await importLine(line, rpc, isDryRun)] += 1;
    const { imported, present, refused } = counts;
    say(`${imported} ${isDryRun ? 'to import' : 'imported'}, ${present} already here, ${refused} refused.`);
    return refused === 0 ? 0 : 1;
  },
};

function readArguments(args: readonly string[]): { file: string; isDryRun: boolean } {
  try {
    const options = { 'dry-run': { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new Error('Name one file.');
    return { file, isDryRun: values['dry-run'] ?? false };
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

async function importLine({ number, fields, fault }: UserLine, rpc: RpcClient, isDryRun: boolean): Promise<Outcome> {
  try {
    if (!fields) throw new Error(fault);
    const account = toAccount(fields);
    const { username, email } = account;
    if (isPresent(await rpc.call(findUsersByName, { username, email }, AS_SERVICE), account)) return 'present';
    if (!isDryRun) await rpc.call(provisionAccount, account, AS_SERVICE);
    return 'imported';
  } catch (error) {
    if (error instanceof DomainError && !REFUSALS.has(error.code)) throw error;
    complain(`Line ${number}: ${error instanceof DomainError ? faultsOf(error) : (error as Error).message}`);
    return 'refused';
  }
}

/** What is wrong with one line only. Anything else concerns them all and ends the import. */
const REFUSALS: ReadonlySet<string> = new Set(['VALIDATION_FAILED', 'USERNAME_TAKEN', 'EMAIL_TAKEN']);

/** @throws Error when the names are not all of one person, so that it cannot be the same account. */
function isPresent(found: readonly UserView[], { username, email }: ProvisionAccountRequest): boolean {
  if (found.length === 0) return false;
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  if (found.some((user) => isSame(user.username, username) && isSame(user.email, email))) return true;
  const taken = found.some((user) => isSame(user.username, username)) ? `user name ${username}` : `address ${email}`;
  throw new Error(`The ${taken} belongs to somebody else.`);
}
