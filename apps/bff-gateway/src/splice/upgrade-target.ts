/** The sockets of the public surface, by their path. */
const SOCKET_PATH = /^\/ws\/(chat)\/?$/;

export interface UpgradeTarget {
  /** The canonical path at the realtime-gateway, without a trailing slash. */
  readonly path: string;
  /** The token of `?token=`, if any. */
  readonly token: string | undefined;
  /** The query the gateway sees: everything but the token, which must not reach a log. */
  readonly query: string;
}

/** Reads the address of an upgrade request; undefined when no socket lives there. */
export function upgradeTarget(url: string): UpgradeTarget | undefined {
  const address = URL.parse(url, 'ws://gateway');
  const match = address && SOCKET_PATH.exec(address.pathname);
  if (!match) return undefined;
  const { searchParams } = address;
  const token = searchParams.get('token') ?? undefined;
  searchParams.delete('token');
  return { path: `/ws/${match[1]}`, token, query: searchParams.toString() };
}
