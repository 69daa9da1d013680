import type { IncomingHttpHeaders } from 'node:http';

import type { UpgradeTarget } from './upgrade-target.js';

/** What of the client's handshake the gateway needs (RFC 6455, section 4.1). No extension is offered: frames pass unread. */
const FORWARDED = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'] as const;

export interface UpgradeIdentity {
  readonly accessToken: string;
  readonly requestId: string;
  /** Which gateway process the socket passes through, so that its sockets can be told to go before it stops. */
  readonly via: string;
}

/** Header by which the realtime-gateway learns which process a socket passes through. */
export const VIA_HEADER = 'atrium-via';

/** The handshake that the splice sends on: the client's own key and protocols, and the caller's verified token. */
export function upgradeRequest(
  { path, query }: UpgradeTarget,
  host: string,
  headers: IncomingHttpHeaders,
  { accessToken, requestId, via }: UpgradeIdentity,
): string {
  const forwarded = FORWARDED.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const lines = [
    `GET ${path}${query === '' ? '' : `?${query}`} HTTP/1.1`,
    `host: ${host}`,
    'connection: Upgrade',
    'upgrade: websocket',
    ...forwarded,
    `authorization: Bearer ${accessToken}`,
    `x-request-id: ${requestId}`,
    `${VIA_HEADER}: ${via}`,
  ];
  if (lines.some((line) => /[\r\n]/.test(line))) throw new Error('A line break in a header that is sent on');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
