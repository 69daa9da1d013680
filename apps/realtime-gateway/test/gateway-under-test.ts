import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { parseConfig, startService, type StartedService } from '@atrium/service';
import { ChatSocket, startTestService, testServers, type ServiceUnderTest, type TestPerson } from '@atrium/testing';

import { realtimeConfig } from '../src/config.js';
import { realtimeGateway } from '../src/realtime-gateway.js';

/** Two realtime-gateways in this process, on one NATS server, with a test in the place of all other services. */
export class GatewaysUnderTest {
  private isSecondStopped = false;

  private constructor(
    readonly servers: ServiceUnderTest<StartedService>,
    private readonly ports: readonly [number, number],
    private readonly second: StartedService,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<GatewaysUnderTest> {
    const ports = [await freePort(), await freePort()] as const;
    let environment: Readonly<Record<string, string>> = {};
    const servers = await startTestService('realtime', (given) => {
      environment = { ...given, HOST: '127.0.0.1', REDIS_URL: ownRedis(), ...settings };
      return begin(environment, ports[0]);
    });
    return new GatewaysUnderTest(servers, ports, await begin(environment, ports[1]));
  }

  get nats() {
    return this.servers.nats;
  }

  person(name: string): TestPerson {
    return this.servers.mint.person(name);
  }

  url(gateway: 0 | 1): string {
    return `http://127.0.0.1:${this.ports[gateway]}`;
  }

  /** A socket at one of the two, as the bff-gateway would open it. */
  open(person: Pick<TestPerson, 'accessToken'>, path: string, gateway: 0 | 1 = 0, protocol?: string) {
    const options = { bearer: person.accessToken, ...(protocol === undefined ? {} : { protocol }) };
    return ChatSocket.connect(this.url(gateway), path, options);
  }

  /** Ends the second gateway as a deploy would. */
  stopSecond(): Promise<void> {
    if (this.isSecondStopped) return Promise.resolve();
    this.isSecondStopped = true;
    return this.second.stop();
  }

  async stop(): Promise<void> {
    await this.stopSecond();
    await this.servers.stop();
  }
}

function begin(environment: Readonly<Record<string, string>>, port: number): Promise<StartedService> {
  return startService(realtimeGateway, parseConfig(realtimeConfig, { ...environment, PORT: String(port) }));
}

/** A logical database of this test's worker: keys of presence have fixed names. */
export function ownRedis(): string {
  const database = 1 + (Number(process.env.JEST_WORKER_ID ?? 1) % 14);
  return new URL(`/${database}`, testServers().redisUrl).href;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
