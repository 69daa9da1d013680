/** The sockets of the public surface, without the slash that may end each. */
export const SOCKET_PATHS: readonly string[] = [
  '/ws/chat',
  '/ws/activity',
  '/ws/presence',
  '/ws/notifications',
  '/ws/devices',
];

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
  const path = address?.pathname.replace(/\/$/, '') ?? '';
  if (!address || !SOCKET_PATHS.includes(path)) return undefined;
  const { searchParams } = address;
  const token = searchParams.get('token') ?? undefined;
  searchParams.delete('token');
  return { path, token, query: searchParams.toString() };
}
