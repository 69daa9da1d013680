import { parseArgs } from 'node:util';
import { provisionAccount, type ProvisionAccountRequest } from '@atrium/contracts';
import { DomainError, AS_SERVICE } from '@atrium/rpc';
import { say } from '../terminal.ts';
import { type Command, UsageError } from './command.ts';
import { ask, askHidden, canAsk, firstLineOfInput } from './prompt.ts';

const OPTIONS = {
  username: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const;

type Given = Partial<Record<'username' | 'email' | 'password', string>> & { 'password-stdin'?: boolean };

/** Makes a user who may administer the suite. Asks for what is not given. */
export const createSuperuser: Command = {
  usage: 'createsuperuser [--username NAME] [--email ADDRESS] [--password-stdin | --password PASSWORD]',
  summary: 'Create a user who may administer the suite',
  details: [
    '--password-stdin  take the password from the first line of standard input',
    '--password        other users of this machine can see it while the command runs',
  ],
  async run(args, rpc) {
    const given = readOptions(args);
    const username = given.username ?? (await answer('Username', 'username', ask));
    const email = given.email ?? (await answer('E-mail address', 'email', ask));
    const password = await passwordOf(given);
    const account: ProvisionAccountRequest = { username, email, password, firstName: '', lastName: '', ...STAFF };
    try {
      await rpc.call(provisionAccount, account, AS_SERVICE);
    } catch (error) {
      throw error instanceof DomainError ? new Error(faultsOf(error), { cause: error }) : error;
    }
    say(`Superuser ${username} created.`);
    return 0;
  },
};

const STAFF = { isStaff: true, isActive: true };

function readOptions(args: readonly string[]): Given {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

async function passwordOf(given: Given): Promise<string> {
  if (given.password !== undefined) return given.password;
  if (given['password-stdin']) return firstLineOfInput();
  const password = await answer('Password', 'password-stdin', askHidden);
  if (password !== (await askHidden('Password (again)'))) throw new Error('The passwords are not the same.');
  return password;
}

async function answer(
  question: string,
  option: string,
  askFor: (question: string) => Promise<string>,
): Promise<string> {
  if (!canAsk()) throw new UsageError(`Nobody is there to ask: give --${option}.`);
  return askFor(question);
}

/** What was refused, field by field where that is known. */
export function faultsOf({ detail, fields = {} }: DomainError): string {
  return Object.values(fields).flat().join('\n') || detail;
}
