import { existsSync } from 'node:fs';

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/** The system user a command runs as. */
export interface RunAs {
  uid: number;
  gid: number;
  /** Let it pass directories that only root may enter, such as a checkout under /root. */
  passesDirectories: boolean;
}

/** What to give to `spawn`. */
export interface WrappedCommand {
  command: string;
  args: string[];
  user?: { uid: number; gid: number };
}

/**
 * Wraps a command so that the kernel sends it `signal` when this process dies, even by SIGKILL, and so that it runs as
 * another user. The first needs util-linux; elsewhere an orphan is found by its pid file at the next start.
 */
export function wrappedCommand(
  command: string,
  args: readonly string[],
  signal: NodeJS.Signals,
  user?: RunAs,
): WrappedCommand {
  if (process.platform !== 'linux' || !SETPRIV) {
    return { command, args: [...args], ...(user ? { user: { uid: user.uid, gid: user.gid } } : {}) };
  }
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  const access = user?.passesDirectories ? ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'] : [];
  const death = [`--pdeathsig=${signal.replace('SIG', '')}`];
  return { command: SETPRIV, args: [...death, ...identity, ...access, '--', command, ...args] };
}
