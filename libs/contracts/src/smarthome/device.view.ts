import type { HomeRole } from './homes.rpc.js';

/** What speaks to a device: it is imagined, on an MQTT broker, or called by signed webhooks. */
export const DEVICE_DRIVERS = ['virtual', 'mqtt', 'http'] as const;
export type DeviceDriver = (typeof DEVICE_DRIVERS)[number];

/** What is asked before a device does something risky: nothing, "are you sure?", or its PIN. */
export const CHALLENGES = ['none', 'ack', 'pin'] as const;
export type Challenge = (typeof CHALLENGES)[number];

/** Who made a device, as Google shows it. */
export interface DeviceInfo {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly hwVersion?: string;
  readonly swVersion?: string;
}

/** A device that the caller may see. */
export interface DeviceView {
  /** UUID v7. */
  readonly id: string;
  readonly homeId: string;
  readonly name: string;
  readonly nicknames: readonly string[];
  /** Names that its maker gave it. */
  readonly defaultNames: readonly string[];
  readonly room: string | null;
  /** Google's device type, for example `action.devices.types.LIGHT`. */
  readonly type: string;
  /** Google's trait names, for example `action.devices.traits.OnOff`. */
  readonly traits: readonly string[];
  /** What the traits of this device can do, by Google's names. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly customData: Readonly<Record<string, unknown>>;
  readonly deviceInfo: DeviceInfo | null;
  readonly willReportState: boolean;
  readonly challenge: Challenge;
  readonly driver: DeviceDriver;
  /** Only to those who may change the device. Secrets are never among them. */
  readonly driverSettings?: Readonly<Record<string, unknown>>;
  readonly isOnline: boolean;
  /** What the caller may do with it. */
  readonly role: HomeRole;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** How a device is. */
export interface DeviceStateView {
  readonly isOnline: boolean;
  /** Google's flat states, for example `{ on: true, brightness: 40 }`. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Grows by one with each change. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
}
