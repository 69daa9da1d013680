import { randomInt } from 'node:crypto';

import { USERNAME_PATTERN } from '@atrium/contracts';

import type { ProviderProfile } from './provider-login.js';

const MAX_LENGTH = 150;
const SUFFIX_LENGTH = 7;

/** A user name for somebody new: the one at the provider, else the front of the address, as far as names may go. */
export function usernameOf({ preferred_username: preferred, email = '' }: ProviderProfile): string {
  const [front = ''] = email.split('@', 1);
  return [preferred ?? '', front].map(cleaned).find((name) => USERNAME_PATTERN.test(name)) ?? 'user';
}

/** The same with a number behind it, for when the name is taken. */
export function numbered(username: string): string {
  return `${username.slice(0, MAX_LENGTH - SUFFIX_LENGTH)}-${randomInt(100_000, 1_000_000)}`;
}

function cleaned(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}@.+_-]/gu, '')
    .slice(0, MAX_LENGTH - SUFFIX_LENGTH);
}
