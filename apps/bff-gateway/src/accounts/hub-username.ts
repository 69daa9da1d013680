import { randomBytes } from 'node:crypto';

/** Leaves room for what {@link distinct} adds. */
const MAX_LENGTH = 100;

/** A user name for somebody who gave an address only: the part before the @, without what user names may not hold. */
export function usernameFrom(email: string): string {
  const [local = ''] = email.split('@', 1);
  const name = local.replaceAll(/[^\p{L}\p{N}.+_-]/gu, '').slice(0, MAX_LENGTH);
  return name === '' ? 'user' : name;
}

/** The same name with six random digits, when somebody else has it. */
export function distinct(username: string): string {
  return `${username}-${randomBytes(3).toString('hex')}`;
}
