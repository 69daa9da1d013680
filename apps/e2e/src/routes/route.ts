import type { Scope } from '@atrium/contracts';

/** Everybody who may come to an endpoint, each with the bearer token that the name says. */
export const CALLERS = [
  'nobody',
  'expired',
  'forged',
  'unsigned',
  'deactivated',
  'client',
  'stranger',
  'owner',
  'staff',
] as const;

/** `client` is an application of the owner's that has every scope but the one that is needed. */
export type Caller = (typeof CALLERS)[number];

export type Expected = Readonly<Record<Caller, number>>;

/** A value, or text with the name of a resource in braces: `{workspace}` becomes the id of a workspace of the owner's. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** What a good request to an endpoint consists of. */
export interface Call {
  readonly params?: Readonly<Record<string, Value>>;
  readonly query?: Readonly<Record<string, Value>>;
  readonly body?: Readonly<Record<string, Value>>;
  /** Other headers than the token's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body goes as a form, not as JSON. */
  readonly isForm?: boolean;
}

/** One row of the permission matrix. */
export interface Route extends Call {
  readonly method: string;
  /** As the gateway has it in its route table, or for a path below a `*` as it is. */
  readonly path: string;
  readonly expected: Expected;
  /** What opens it to applications; with it they are answered as the owner is. */
  readonly scope?: Scope;
  /** The call ends its caller's session or account: everybody who may make it is somebody new. */
  readonly isFarewell: boolean;
  /** Nothing of the request is read but, perhaps, who sends it: no input is bad. */
  readonly takesAnything: boolean;
}

interface RowOptions extends Call, Partial<Expected> {
  /** The answer to a good request; unless given, 201 for POST, 204 for DELETE, else 200. */
  readonly ok?: number;
  readonly scope?: Scope;
  readonly isFarewell?: boolean;
  readonly takesAnything?: boolean;
}

type Row = readonly [route: string, options: RowOptions];

const GOOD = { POST: 201, DELETE: 204, WS: 101 } as const;
const BAD_TOKEN = { nobody: 401, expired: 401, forged: 401, unsigned: 401, deactivated: 401 } as const;

/** An endpoint that asks nobody who they are: the same answer for all, whatever token they show. */
export function open(route: string, options: RowOptions = {}): Route {
  const ok = options.ok ?? usual(route);
  const all = Object.fromEntries(CALLERS.map((caller) => [caller, ok])) as Expected;
  return rowOf([route, options], all);
}

/**
 * An endpoint for people who are signed in. A row that names a resource of the owner's keeps others out with 404, staff
 * too; in a row that names none everybody has their own.
 */
export function person(route: string, options: RowOptions = {}): Route {
  const ok = options.ok ?? usual(route);
  const others = namesResource(options) ? 404 : ok;
  const staff = options.stranger ?? others;
  return rowOf([route, options], { ...BAD_TOKEN, client: 403, stranger: others, owner: ok, staff });
}

/** An endpoint for staff. */
export function staffOnly(route: string, options: RowOptions = {}): Route {
  const ok = options.ok ?? usual(route);
  return rowOf([route, options], { ...BAD_TOKEN, client: 403, stranger: 403, owner: 403, staff: ok });
}

/** A WebSocket: 101 is the answer that opens it. */
export function socket(path: string, options: RowOptions = {}): Route {
  return person(`WS ${path}`, { client: 101, ...options });
}

/** The name by which a row stands for a route. */
export function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}

function rowOf([route, options]: Row, usually: Expected): Route {
  const [method = '', path = ''] = route.split(' ');
  const { params, query, body, headers, isForm, scope, isFarewell = false, takesAnything = false } = options;
  const expected = Object.fromEntries(CALLERS.map((caller) => [caller, options[caller] ?? usually[caller]]));
  return {
    method,
    path,
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(headers && { headers }),
    ...(isForm === undefined ? {} : { isForm }),
    ...(scope && { scope }),
    isFarewell,
    takesAnything,
    expected: expected as Expected,
  };
}

function usual(route: string): number {
  const [method = ''] = route.split(' ', 1);
  return method in GOOD ? GOOD[method as keyof typeof GOOD] : 200;
}

function namesResource({ params = {}, query = {}, body = {} }: Call): boolean {
  return /"\{(?!unique|password)\w+\}"/.test(JSON.stringify([params, query, body]));
}
