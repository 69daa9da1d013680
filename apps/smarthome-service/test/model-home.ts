import { randomUUID } from 'node:crypto';

import { expect } from '@jest/globals';
import {
  checkReportedState,
  checkRequest,
  checkResponse,
  CommandRefused,
  initialStateOf,
  mergeState,
  reduceCommand,
  type Execution,
  type Intent,
  type TraitState,
} from '@atrium/google-home';
import type { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import type { CommandRunner, RunOptions } from '../src/command/command-runner.js';
import type { DeviceDirectory } from '../src/device/device-directory.js';
import type { DeviceOfMember } from '../src/device/device-record.js';
import { ExecuteCommands } from '../src/fulfillment/execute-commands.use-case.js';
import { FulfillIntent } from '../src/fulfillment/fulfill-intent.use-case.js';
import { FulfillmentSettings } from '../src/fulfillment/fulfillment-settings.js';
import { Quarantine } from '../src/fulfillment/quarantine.js';
import { QueryDevices } from '../src/fulfillment/query-devices.use-case.js';
import { SyncDevices } from '../src/fulfillment/sync-devices.use-case.js';
import type { DisconnectGoogle } from '../src/link/disconnect-google.use-case.js';
import type { GoogleLinks } from '../src/link/google-links.js';
import type { StateAccuracy } from '../src/vitals/state-accuracy.js';
import type { Vitals } from '../src/vitals/vitals.js';

type Outcome = Awaited<ReturnType<CommandRunner['run']>>;

/** What a test says of a device; the rest is that of a plain light. */
export type DeviceTraits = Partial<Omit<DeviceOfMember, 'ownerId'>>;

const ON_OFF = 'action.devices.traits.OnOff';

/** People's devices in memory behind the real answers to Google, and what was done with them. */
export class ModelHome {
  readonly links: { userId: string; grantId?: string | undefined }[] = [];
  readonly disconnected: string[] = [];
  readonly quarantined: { intent: Intent; id: string }[] = [];
  readonly runs: { id: string; options: RunOptions }[] = [];
  /** Answers a device's commands in its driver's place. */
  readonly outcomes = new Map<string, (executions: readonly Execution[]) => Promise<Outcome>>();
  private readonly devices = new Map<string, DeviceOfMember>();
  private fault: Error | undefined;

  constructor(private readonly settings = { budgetMs: 2_000, checksAnswers: true }) {}

  /** From now on nothing is found. */
  fail(error: Error): void {
    this.fault = error;
  }

  add(ownerId: string, device: DeviceTraits = {}): DeviceOfMember {
    const id = device.id ?? randomUUID();
    const traits = device.traits ?? [ON_OFF];
    const attributes = device.attributes ?? {};
    const added = {
      ...{ id, ownerId, homeId: randomUUID(), role: 'owner', type: 'action.devices.types.LIGHT', traits, attributes },
      ...{ name: { name: 'Lamp', nicknames: [], defaultNames: [] }, roomHint: null, customData: {}, deviceInfo: null },
      ...{ otherDeviceIds: null, willReportState: true, isOnline: true, state: initialStateOf(traits, attributes) },
      ...{ challenge: 'none', driver: 'virtual', driverSettings: {}, version: 1 },
      ...{ createdAt: new Date(0), changedAt: new Date(0) },
      ...device,
    } as DeviceOfMember;
    this.devices.set(id, added);
    return added;
  }

  stateOf(id: string): TraitState {
    return this.devices.get(id)?.state ?? {};
  }

  /** Sends one intent as Google would, and holds request and answer against Google's schemas. */
  async ask(caller: Caller, intent: Intent, payload?: object): Promise<{ payload: never }> {
    const inputs = [{ intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) }];
    const request = { requestId: randomUUID(), inputs };
    expect(checkRequest(intent, request)).toBeUndefined();
    const answer = await this.send(caller, request);
    expect(checkResponse(intent, answer)).toBeUndefined();
    if (intent !== 'DISCONNECT') expect(answer).toHaveProperty('requestId', request.requestId);
    if (intent === 'QUERY') this.checkStates(answer as { payload: { devices: Record<string, TraitState> } });
    return answer as { payload: never };
  }

  /** Sends anything. */
  send(caller: Caller, message: unknown): Promise<Readonly<Record<string, unknown>>> {
    return this.fulfillment().execute(caller, message);
  }

  private checkStates({ payload }: { payload: { devices?: Record<string, TraitState> } }): void {
    for (const [id, states] of Object.entries(payload.devices ?? {})) {
      const device = this.devices.get(id);
      if (states.status !== 'SUCCESS' || !device) continue;
      expect(checkReportedState({ ...device, state: states })).toBeUndefined();
    }
  }

  private fulfillment(): FulfillIntent {
    const settings = new FulfillmentSettings(this.settings);
    const quarantine = new Quarantine();
    quarantine.report = (intent, { id }) => this.quarantined.push({ intent, id });
    const directory = this.directory();
    const vitals = { queried: () => undefined, executed: () => undefined } as unknown as Vitals;
    const accuracy = { answered: () => undefined } as unknown as StateAccuracy;
    return new FulfillIntent(
      new SyncDevices(directory, this.googleLinks(), unitOfWork(), quarantine),
      new QueryDevices(directory, settings, quarantine, vitals, accuracy),
      new ExecuteCommands(directory, this.runner(), settings, quarantine, vitals),
      {
        execute: ({ userId }: Caller) => Promise.resolve(this.disconnected.push(userId)),
      } as unknown as DisconnectGoogle,
      settings,
    );
  }

  private directory(): DeviceDirectory {
    const forUser = (userId: string) => {
      if (this.fault) return Promise.reject(this.fault);
      return Promise.resolve([...this.devices.values()].filter(({ ownerId }) => ownerId === userId));
    };
    const findForUser = async (userId: string, ids: readonly string[]) =>
      new Map((await forUser(userId)).filter(({ id }) => ids.includes(id)).map((device) => [device.id, device]));
    return { forUser, findForUser } as unknown as DeviceDirectory;
  }

  private googleLinks(): GoogleLinks {
    const link = (_: unknown, userId: string, grantId?: string) => {
      this.links.push({ userId, grantId });
      return Promise.resolve();
    };
    return { link } as unknown as GoogleLinks;
  }

  private runner(): CommandRunner {
    const run = (_userId: string, { id }: DeviceOfMember, executions: readonly Execution[], options: RunOptions) => {
      this.runs.push({ id, options });
      return this.outcomes.get(id)?.(executions) ?? Promise.resolve(this.reduce(id, executions));
    };
    return { run } as unknown as CommandRunner;
  }

  /** What is done before a refusal stays done. */
  private reduce(id: string, executions: readonly Execution[]): Outcome {
    const device = this.devices.get(id);
    if (!device?.isOnline) return { status: 'OFFLINE', errorCode: 'deviceOffline' };
    let { state, results } = { state: device.state, results: {} };
    try {
      for (const { command, params } of executions) {
        const context = { attributes: device.attributes, state, now: new Date() };
        const effect = reduceCommand(command, params, device.traits, context);
        state = mergeState(state, effect.patch);
        results = { ...results, ...effect.results };
      }
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      return { status: 'ERROR', errorCode: error.errorCode };
    } finally {
      this.devices.set(id, { ...device, state });
    }
    return { status: 'SUCCESS', states: { ...state, ...results } };
  }
}

function unitOfWork(): UnitOfWork {
  return { run: (work: (tx: never) => unknown) => work(undefined as never) } as unknown as UnitOfWork;
}

/** Somebody for whom Google speaks. */
export function googleFor(firstName = 'John'): Caller {
  return {
    ...{ userId: randomUUID(), sessionId: `grant-${firstName}`, username: firstName, email: '', firstName },
    ...{ lastName: '', isStaff: false, client: { id: 'google', scopes: ['smarthome'] }, expiresAt: 0, accessToken: '' },
  };
}
