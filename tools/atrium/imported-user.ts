import type { ProvisionAccountRequest } from '@atrium/contracts';

/** What a line of the file may hold besides these is ignored: exports of other systems have more columns. */
const YES = new Set(['true', 't', '1', 'yes']);
const NO = new Set(['false', 'f', '0', 'no']);

/**
 * The account that a line describes: the fields of Django's user model, with the password's hash as `password`.
 * @throws Error saying which field is wrong.
 */
export function toAccount(fields: Readonly<Record<string, unknown>>): ProvisionAccountRequest {
  const dateJoined = moment(fields, 'date_joined');
  return {
    username: required(fields, 'username'),
    email: required(fields, 'email'),
    passwordHash: required(fields, 'password'),
    firstName: text(fields, 'first_name'),
    lastName: text(fields, 'last_name'),
    isStaff: flag(fields, 'is_staff', false),
    isActive: flag(fields, 'is_active', true),
    ...(dateJoined === undefined ? {} : { dateJoined }),
  };
}

function required(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = text(fields, name);
  if (value === '') throw new Error(`${name} is missing.`);
  return value;
}

function text(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value !== 'string') throw new Error(`${name} is not a text.`);
  return value.trim();
}

function flag(fields: Readonly<Record<string, unknown>>, name: string, otherwise: boolean): boolean {
  const value = fields[name] ?? '';
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : JSON.stringify(value);
  if (word === '') return otherwise;
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new Error(`${name} is neither true nor false.`);
}

/** Django writes moments with a blank in the middle, and PostgreSQL offsets of hours alone. */
function moment(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const given = text(fields, name);
  if (given === '') return undefined;
  const iso = given.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  const hasOffset = !iso.includes('T') || /(Z|[+-]\d\d:?\d\d)$/.test(iso);
  const date = new Date(hasOffset ? iso : `${iso}Z`);
  if (Number.isNaN(date.getTime())) throw new Error(`${name} is no moment in ISO 8601.`);
  return date.toISOString();
}
