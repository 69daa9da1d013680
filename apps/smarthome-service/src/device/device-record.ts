import type { Challenge, DeviceDriver, DeviceInfo, HomeRole } from '@atrium/contracts';
import type { Attributes, TraitState } from '@atrium/google-home';

/** A device as the service works with it: everything but its secrets. */
export interface DeviceRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly homeId: string;
  /** For example `action.devices.types.LIGHT`. */
  readonly type: string;
  readonly traits: readonly string[];
  readonly attributes: Attributes;
  readonly name: {
    readonly name: string;
    readonly nicknames: readonly string[];
    readonly defaultNames: readonly string[];
  };
  readonly roomHint: string | null;
  readonly customData: Readonly<Record<string, unknown>>;
  readonly deviceInfo: DeviceInfo | null;
  readonly otherDeviceIds: readonly { readonly agentId?: string; readonly deviceId: string }[] | null;
  readonly willReportState: boolean;
  readonly challenge: Challenge;
  readonly driver: DeviceDriver;
  readonly driverSettings: Readonly<Record<string, unknown>>;
  readonly isOnline: boolean;
  readonly state: TraitState;
  /** Grows by one with each change of state. */
  readonly version: number;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** A device and what somebody may do with it. */
export interface DeviceOfMember extends DeviceRecord {
  readonly role: HomeRole;
}

/** What makes a device, before it has a state. */
export type DeviceDescription = Omit<
  DeviceRecord,
  'id' | 'ownerId' | 'homeId' | 'driver' | 'isOnline' | 'state' | 'version' | 'createdAt' | 'changedAt'
>;
