import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CommandRefused,
  initialStateOf,
  mergeState,
  reduceCommand,
  reportedState,
  type CommandGroup,
  type SyncDevice,
  type TraitState,
} from '@atrium/google-home';

type Payload = Record<string, unknown>;

/** The least that answers Google rightly: devices in memory that do at once what they are told. */
export class ModelHome {
  readonly devices: readonly SyncDevice[];
  /** Changes an answer before it leaves, so that it is wrong. */
  spoil: (intent: string, payload: Payload) => Payload = (_, payload) => payload;
  readonly #states = new Map<string, TraitState>();
  #server: Server | undefined;

  constructor(devices: readonly SyncDevice[]) {
    this.devices = devices;
    for (const { id, traits, attributes = {} } of devices) this.#states.set(id, initialStateOf(traits, attributes));
  }

  /** Listens on a free port and resolves to its address. */
  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(JSON.stringify(this.#answer(Buffer.concat(chunks).toString()))));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stateOf(id: string): TraitState {
    return this.#states.get(id) ?? {};
  }

  stop(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  #answer(body: string): object {
    const { requestId, inputs } = JSON.parse(body) as {
      requestId: string;
      inputs: [{ intent: string; payload: never }];
    };
    const [{ intent, payload }] = inputs;
    return { requestId, payload: this.spoil(intent, this.#payloadOf(intent, payload)) };
  }

  #payloadOf(intent: string, payload: { devices: { id: string }[]; commands: CommandGroup[] }): Payload {
    if (intent.endsWith('SYNC')) return { agentUserId: 'somebody', devices: this.devices };
    if (intent.endsWith('QUERY')) {
      return { devices: Object.fromEntries(payload.devices.map(({ id }) => [id, this.#query(id)])) };
    }
    const results = payload.commands.flatMap(({ devices, execution }) =>
      devices.map(({ id }) => ({ ids: [id], ...this.#execute(id, execution) })),
    );
    return { commands: results };
  }

  #query(id: string): Payload {
    const device = this.devices.find((candidate) => candidate.id === id);
    if (!device) return { online: false, status: 'ERROR', errorCode: 'deviceNotFound' };
    return { online: true, status: 'SUCCESS', ...this.#reported(device) };
  }

  #execute(id: string, execution: CommandGroup['execution']): Payload {
    const device = this.devices.find((candidate) => candidate.id === id);
    if (!device) return { status: 'ERROR', errorCode: 'deviceNotFound' };
    const { traits, attributes = {} } = device;
    try {
      for (const { command, params } of execution) {
        const state = this.stateOf(id);
        const { patch } = reduceCommand(command, params, traits, { attributes, state, now: new Date() });
        this.#states.set(id, mergeState(state, patch));
      }
    } catch (error) {
      if (error instanceof CommandRefused) return { status: 'ERROR', errorCode: error.errorCode };
      throw error;
    }
    return { status: 'SUCCESS', states: { online: true, ...this.#reported(device) } };
  }

  #reported({ id, traits, attributes = {} }: SyncDevice): TraitState {
    return reportedState({ traits, attributes, state: this.stateOf(id) });
  }
}
