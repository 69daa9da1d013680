import { AUTH_COOKIES } from '../accounts/auth-cookies.js';

const PATTERNS = AUTH_COOKIES.map((name) => [name, new RegExp(`(?:^|;)\\s*${name}\\s*=`, 'g')] as const);

/**
 * The cookie of a login that stands twice in a Cookie header: a sibling host has set one of them ("cookie tossing"),
 * and which one is the user's own nobody can tell.
 */
export function repeatedAuthCookie(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  return PATTERNS.find(([, pattern]) => (header.match(pattern)?.length ?? 0) > 1)?.[0];
}
