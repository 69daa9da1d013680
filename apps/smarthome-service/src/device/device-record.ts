import type { Attributes, TraitState } from '@atrium/google-home';

/** A device as the service works with it. */
export interface DeviceRecord {
  readonly id: string;
  readonly type: string;
  readonly traits: readonly string[];
  readonly attributes: Attributes;
  readonly willReportState: boolean;
  readonly isOnline: boolean;
  readonly state: TraitState;
}
