import { checkReportedState, reportedState, type Attributes, type TraitState } from '@atrium/google-home';

/** As much of a device as its report is made of. */
export interface ReportableDevice {
  readonly traits: readonly string[];
  readonly attributes: Attributes;
  readonly isOnline: boolean;
  readonly state: TraitState;
}

/** What Google is told of a device: the whole state of every trait that has one, or that it is not there. */
export function reportOf(device: ReportableDevice): TraitState {
  return device.isOnline ? { ...reportedState(device), online: true } : { online: false };
}

/** What is wrong with a state by Google's schemas; undefined when nothing is. One wrong state would spoil a batch. */
export function faultOfReport(device: ReportableDevice): string | undefined {
  return device.isOnline ? checkReportedState(device) : undefined;
}
