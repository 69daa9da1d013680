import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

import type { TunnelHeaders } from '@atrium/contracts';

/** What belongs to one connection (RFC 9110, section 7.6.1) or to the length of one message. */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
];

/** Where proxies say whom they speak for: a client's own word for it counts for nothing. */
const OF_PROXIES = /^(x-forwarded(-.*)?|forwarded|x-real-ip|x-original-.*|x-rewrite-url|via)$/;

/** The headers to hand on, with the gateway's own word for the public address and the client's. */
export function toTunnel(headers: IncomingHttpHeaders, publicUrl: URL, ip: string): TunnelHeaders {
  const kept = Object.entries(headers).filter(
    (header): header is [string, string | string[]] =>
      header[1] !== undefined && !isOfTheConnection(header[0], headers.connection) && !OF_PROXIES.test(header[0]),
  );
  return {
    ...Object.fromEntries(kept),
    host: publicUrl.host,
    'x-forwarded-host': publicUrl.host,
    'x-forwarded-proto': publicUrl.protocol.slice(0, -1),
    'x-forwarded-for': ip,
  };
}

/** The headers of an answer to send on; those of its connection and its date are the gateway's own. */
export function fromTunnel(headers: TunnelHeaders): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !isOfTheConnection(name) && name !== 'date');
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]));
}

/** `Connection` may name further headers that end here. */
function isOfTheConnection(name: string, connection = ''): boolean {
  if (OF_THE_CONNECTION.includes(name)) return true;
  return connection
    .toLowerCase()
    .split(',')
    .some((named) => named.trim() === name);
}
