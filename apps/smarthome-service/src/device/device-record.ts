import type { Attributes, DeviceInfo, TraitState } from '@atrium/google-home';

/** A device as the service works with it. */
export interface DeviceRecord {
  readonly id: string;
  readonly ownerId: string;
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
  readonly isOnline: boolean;
  readonly state: TraitState;
}

/** A device and what somebody may do with it. */
export interface DeviceOfMember extends DeviceRecord {
  readonly role: 'owner';
}
