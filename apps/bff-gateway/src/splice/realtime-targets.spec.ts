import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { RealtimeTargets } from './realtime-targets.js';

describe('the realtime-gateway replicas', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** The address of a replica that accepts connections. */
  async function replica(): Promise<string> {
    const server = createServer((socket) => socket.on('error', () => undefined).destroy());
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** The address of a replica that is gone. */
  async function deadReplica(): Promise<string> {
    const address = await replica();
    const server = servers.pop();
    server?.close();
    if (server) await once(server, 'close');
    return address;
  }

  async function hostsOf(targets: RealtimeTargets, count: number): Promise<string[]> {
    const hosts: string[] = [];
    for (let connection = 0; connection < count; connection += 1) {
      const { socket, host } = await targets.connect(() => true);
      socket.destroy();
      hosts.push(host);
    }
    return hosts;
  }

  it('take turns', async () => {
    const [one, two, three] = [await replica(), await replica(), await replica()];
    const targets = new RealtimeTargets([`http://${one}`, `http://${two}`, `http://${three}`]);
    await expect(hostsOf(targets, 6)).resolves.toEqual([one, two, three, one, two, three]);
  });

  it('that cannot be reached are passed by', async () => {
    const [alive, dead] = [await replica(), await deadReplica()];
    const targets = new RealtimeTargets([`http://${dead}`, `http://${alive}`]);
    await expect(hostsOf(targets, 4)).resolves.toEqual([alive, alive, alive, alive]);
  });

  it('are found again when they come back', async () => {
    const [one, other] = [await replica(), await deadReplica()];
    const targets = new RealtimeTargets([`http://${one}`, `http://${other}`]);
    await hostsOf(targets, 2);
    const back = createServer((socket) => socket.destroy());
    servers.push(back);
    back.listen(Number(other.split(':')[1]), '127.0.0.1');
    await once(back, 'listening');
    await expect(hostsOf(targets, 2)).resolves.toEqual([one, other]);
  });

  it('are not there when none accepts', async () => {
    const targets = new RealtimeTargets([`http://${await deadReplica()}`, `http://${await deadReplica()}`]);
    await expect(targets.connect(() => true)).rejects.toThrow('No realtime-gateway can be reached');
  });
});
