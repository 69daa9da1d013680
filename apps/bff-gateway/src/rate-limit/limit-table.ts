import { concerns, withoutSlash, type RouteLimit } from './route-limits.js';

/** How many requests one caller may make in a minute, over everything that is counted under the same name. */
export interface Limit {
  readonly name: string;
  readonly perMinute: number;
}

export interface LimitSettings {
  readonly standard: number;
  readonly strict: number;
  readonly routes: readonly RouteLimit[];
}

/** A request as far as limits look at it. */
export interface LimitedRequest {
  readonly method: string;
  readonly path: string;
  readonly isMarkedStrict: boolean;
}

/**
 * Writes to these paths take or hand out credentials, marked or not. What applications and resource servers call under
 * `/o/` on behalf of all their users is not among them: one address stands for many people there.
 */
const CREDENTIALS =
  /^\/((api|auth|admin)\b.*(login|register|token|refresh|otp|password)|o\/(interaction|device)(\/|$))/;
const CSRF_TOKEN = '/api/csrf-token';
const HARMLESS_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Which limit holds for which request: its route's own, else the strict one for credentials, else the standard one. */
export class LimitTable {
  readonly standard: Limit;
  readonly strict: Limit;
  private readonly own: readonly { readonly route: RouteLimit; readonly limit: Limit }[];

  constructor({ standard, strict, routes }: LimitSettings) {
    this.standard = { name: 'standard', perMinute: standard };
    this.strict = { name: 'strict', perMinute: strict };
    this.own = routes.map((route) => ({
      route,
      limit: { name: `${route.method} ${route.path}`, perMinute: route.perMinute },
    }));
  }

  /** Every limit there is; where several routes match, the first one listed wins. */
  get all(): Limit[] {
    return [this.standard, this.strict, ...this.own.map(({ limit }) => limit)];
  }

  of({ method, path, isMarkedStrict }: LimitedRequest): Limit {
    const route = withoutSlash(path);
    const own = this.own.find((entry) => concerns(entry.route, method, route));
    if (own) return own.limit;
    return isMarkedStrict || takesCredentials(method, route) ? this.strict : this.standard;
  }
}

function takesCredentials(method: string, path: string): boolean {
  return !HARMLESS_METHODS.has(method) && path !== CSRF_TOKEN && CREDENTIALS.test(path);
}
