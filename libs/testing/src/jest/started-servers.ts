import type { RunningServers } from '@atrium/local-suite';

const holder = globalThis as { atriumTestServers?: RunningServers | undefined };

/** Remembers the servers between Jest's set-up and teardown, which may not share modules. */
export function keepServers(servers: RunningServers): void {
  holder.atriumTestServers = servers;
}

export function takeServers(): RunningServers | undefined {
  const servers = holder.atriumTestServers;
  holder.atriumTestServers = undefined;
  return servers;
}
