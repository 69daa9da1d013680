import type { AccessTokenClaims } from '@atrium/contracts';

/** The person on whose behalf a call is made, as their verified access token says. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly isStaff: boolean;
  /** The third-party client that speaks for them, and the scopes it was allowed; absent for the suite's own. */
  readonly client?: { readonly id: string; readonly scopes: readonly string[] };
  /** When the token runs out; milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Forwarded with every call made for this person, and verified again by whoever gets it. */
  readonly accessToken: string;
}

/** How feeds and mails name a person. */
export function displayName(caller: Pick<Caller, 'firstName' | 'username'>): string {
  return caller.firstName === '' ? caller.username : caller.firstName;
}

export function toCaller(claims: AccessTokenClaims, accessToken: string): Caller {
  return {
    userId: claims.sub,
    sessionId: claims.sid,
    username: claims.username,
    email: claims.email,
    firstName: claims.given_name,
    lastName: claims.family_name,
    isStaff: claims.is_staff,
    expiresAt: claims.exp * 1_000,
    accessToken,
    ...(claims.client_id === undefined ? {} : { client: clientOf(claims.client_id, claims.scope) }),
  };
}

function clientOf(id: string, scope = ''): NonNullable<Caller['client']> {
  return { id, scopes: scope.split(' ').filter((name) => name !== '') };
}

/** Says that a call is the suite's own: it carries the internal token instead of a person's. */
export const AS_SERVICE = Symbol('as service');

/** On whose behalf a call is made; nobody's where a contract's access is `anyone`. */
export type Identity = Pick<Caller, 'accessToken'> | typeof AS_SERVICE | undefined;
