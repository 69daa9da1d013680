/** A limit of its own for one route, as RATE_LIMIT_ROUTES gives it. */
export interface RouteLimit {
  readonly method: string;
  /** Without a slash at its end; a `*` at its end stands for anything. */
  readonly path: string;
  readonly perMinute: number;
}

const ENTRY = /^(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>\/\S*)=(?<perMinute>[1-9]\d{0,8})$/;

/** Reads `POST /api/messages/=600, …`; undefined when an entry is not of that form. */
export function parseRouteLimits(list: string): RouteLimit[] | undefined {
  const limits: RouteLimit[] = [];
  for (const entry of list.split(',').map((text) => text.trim())) {
    if (entry === '') continue;
    const { method, path, perMinute } = ENTRY.exec(entry)?.groups ?? {};
    if (method === undefined || path === undefined) return undefined;
    limits.push({ method, path: withoutSlash(path), perMinute: Number(perMinute) });
  }
  return limits;
}

/** A path as limits name it: a slash at its end makes no difference. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether a route's limit is meant for this path. */
export function concerns({ method, path }: RouteLimit, requestMethod: string, requestPath: string): boolean {
  if (method !== requestMethod) return false;
  return path.endsWith('*') ? requestPath.startsWith(path.slice(0, -1)) : path === requestPath;
}
