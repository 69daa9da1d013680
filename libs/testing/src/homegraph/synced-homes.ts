import { checkReportedState, reportedState } from '@atrium/google-home';

/** A device as Google learnt of it by SYNC. */
export interface SyncedDevice {
  readonly id: string;
  readonly traits: readonly string[];
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export type ReportedStates = Readonly<Record<string, unknown>>;

/** A refusal as Google words it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const NOT_FOUND: Refusal = { status: 404, message: 'Requested entity was not found.' };

/** What HomeGraph knows: who is linked, their devices, and the states these had last. */
export class SyncedHomes {
  readonly #homes = new Map<string, Map<string, SyncedDevice>>();
  readonly #states = new Map<string, Map<string, ReportedStates>>();
  readonly #rejected = new Set<string>();

  /** Links somebody, or learns of their devices anew. */
  link(agentUserId: string, devices: readonly SyncedDevice[]): void {
    this.#homes.set(agentUserId, new Map(devices.map((device) => [device.id, device])));
  }

  unlink(agentUserId: string): void {
    this.#homes.delete(agentUserId);
  }

  /** From now on any state of this device is wrong. */
  reject(deviceId: string): void {
    this.#rejected.add(deviceId);
  }

  accept(deviceId: string): void {
    this.#rejected.delete(deviceId);
  }

  devicesOf(agentUserId: string): SyncedDevice[] | undefined {
    const home = this.#homes.get(agentUserId);
    return home && [...home.values()];
  }

  /** What was reported last of a device. */
  stateOf(agentUserId: string, deviceId: string): ReportedStates | undefined {
    return this.#states.get(agentUserId)?.get(deviceId);
  }

  /** Takes all these states, or none of them and says why. */
  report(agentUserId: string, states: Readonly<Record<string, ReportedStates>>): Refusal | undefined {
    const home = this.#homes.get(agentUserId);
    if (!home) return NOT_FOUND;
    for (const [id, state] of Object.entries(states)) {
      const device = home.get(id);
      if (!device) return NOT_FOUND;
      const fault = this.#rejected.has(id) ? 'rejected by this test' : faultOf(device, state);
      if (fault !== undefined) return { status: 400, message: `Invalid state of ${id}: ${fault}` };
    }
    const known = this.#states.get(agentUserId) ?? new Map<string, ReportedStates>();
    for (const [id, state] of Object.entries(states)) known.set(id, state);
    this.#states.set(agentUserId, known);
    return undefined;
  }
}

/** A device that is online tells all its traits, and nothing that belongs to none. */
function faultOf({ traits, attributes = {} }: SyncedDevice, state: ReportedStates): string | undefined {
  const { online, ...rest } = state;
  if (typeof online !== 'boolean') return 'online is missing';
  if (!online) return undefined;
  const device = { traits, attributes, state: rest };
  const own = reportedState(device);
  const stray = Object.keys(rest).find((key) => !(key in own));
  return stray === undefined ? checkReportedState(device) : `${stray} belongs to none of the traits`;
}
