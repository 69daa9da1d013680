import type { AppName } from '@atrium/local-suite';
import type { RestartableServer } from '@atrium/testing';

import type { LiveSuite } from '../live-suite.js';
import type { Network } from './network.js';

/** Something that goes wrong, and comes right after a while. */
export interface Fault {
  readonly name: string;
  /** What it hits; two faults never hit the same at once. */
  readonly target: string;
  strike(): Promise<void> | void;
  heal(): Promise<void> | void;
}

type Servers = 'nats' | 'redis';

/** Everything that may go wrong in a suite and between it and its clients. */
export function faultsOf(suite: LiveSuite, networks: readonly Network[]): Fault[] {
  const apps: [AppName, number][] = [
    ['realtime-gateway', 0],
    ['realtime-gateway', 1],
    ['message-service', 0],
    ['message-service', 1],
  ];
  return [
    ...apps.flatMap(([name, replica]) => appFaults(suite, name, replica)),
    ...(['nats', 'redis'] as const).flatMap((name) => serverFaults(name, suite.servers[name])),
    ...networks.flatMap(networkFaults),
  ];
}

function appFaults(suite: LiveSuite, name: AppName, replica: number): Fault[] {
  const app = suite.apps.app(name, replica);
  const target = app.label;
  return [
    { name: `kill ${target}`, target, strike: () => app.kill('SIGKILL'), heal: () => app.start() },
    { name: `restart ${target}`, target, strike: () => app.stop(), heal: () => app.start() },
    { name: `pause ${target}`, target, strike: () => app.signal('SIGSTOP'), heal: () => app.signal('SIGCONT') },
  ];
}

function serverFaults(name: Servers, server: RestartableServer): Fault[] {
  return [
    { name: `kill ${name}`, target: name, strike: () => server.kill(), heal: () => server.start() },
    { name: `pause ${name}`, target: name, strike: () => server.pause(), heal: () => server.resume() },
  ];
}

function networkFaults(network: Network, index: number): Fault[] {
  const target = `client ${index}`;
  return [
    { name: `cut ${target}`, target, strike: () => network.cut(), heal: () => undefined },
    { name: `stall ${target}`, target, strike: () => network.stall(), heal: () => network.flow() },
  ];
}
