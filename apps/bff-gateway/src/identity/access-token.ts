import type { IncomingHttpHeaders } from 'node:http';

/** The cookie that holds the access token. */
export const ACCESS_COOKIE = 'access_token';

/** Where a request's access token stood: only a cookie is sent by a browser on its own. */
export interface PresentedToken {
  readonly accessToken: string;
  readonly isFromCookie: boolean;
}

/** Finds the access token of a request: the Authorization header's wins over the cookie. */
export function presentedToken(
  headers: IncomingHttpHeaders,
  cookies: Readonly<Record<string, string | undefined>>,
): PresentedToken | undefined {
  const [scheme = '', credentials] = (headers.authorization ?? '').split(' ', 2);
  if (scheme.toLowerCase() === 'bearer' && credentials) return { accessToken: credentials, isFromCookie: false };
  const accessToken = cookies[ACCESS_COOKIE];
  return accessToken ? { accessToken, isFromCookie: true } : undefined;
}
