import type { IncomingHttpHeaders } from 'node:http';

import type { AllowedOrigins } from '../splice/allowed-origins.js';

/**
 * Whether a request was sent by a page that may act with its user's cookies, or by no browser at all. Browsers say
 * where a request comes from in `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/), or, where they do not, in
 * `Origin` or at least `Referer`; what sends none of these was written by whoever holds the cookies.
 */
export function isFromOwnPage(headers: IncomingHttpHeaders, origins: Pick<AllowedOrigins, 'allows'>): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return true;
  const origin = headers.origin ?? originOf(headers.referer);
  if (origin === undefined) return site === undefined;
  return origins.allows(origin);
}

function originOf(referer: string | undefined): string | undefined {
  if (referer === undefined) return undefined;
  return URL.canParse(referer) ? new URL(referer).origin : 'null';
}
