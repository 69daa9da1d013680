import type { Attributes, TraitState } from './trait.js';

/** What Google asks for. */
export const INTENTS = ['SYNC', 'QUERY', 'EXECUTE', 'DISCONNECT'] as const;
export type Intent = (typeof INTENTS)[number];

const PREFIX = 'action.devices.';

/** The intent of a name such as `action.devices.SYNC`. */
export function intentOf(name: unknown): Intent | undefined {
  return INTENTS.find((intent) => name === PREFIX + intent);
}

/** A device that Google asks about. */
export interface DeviceReference {
  readonly id: string;
  readonly customData?: Readonly<Record<string, unknown>>;
}

/** The answer to a challenge. */
export interface Challenge {
  readonly ack?: boolean;
  readonly pin?: string;
}

export interface Execution {
  readonly command: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly challenge?: Challenge;
}

export interface CommandGroup {
  readonly devices: readonly DeviceReference[];
  readonly execution: readonly Execution[];
}

export interface QueryPayload {
  readonly devices: readonly DeviceReference[];
}

export interface ExecutePayload {
  readonly commands: readonly CommandGroup[];
}

/** A device as SYNC shows it. */
export interface SyncDevice {
  readonly id: string;
  readonly type: string;
  readonly traits: readonly string[];
  readonly name: {
    readonly name: string;
    readonly defaultNames?: readonly string[];
    readonly nicknames?: readonly string[];
  };
  readonly willReportState: boolean;
  readonly roomHint?: string;
  readonly attributes?: Attributes;
  readonly deviceInfo?: Readonly<Record<string, string>>;
  readonly customData?: Readonly<Record<string, unknown>>;
  readonly otherDeviceIds?: readonly { readonly agentId?: string; readonly deviceId: string }[];
}

/** The answer for one device of a QUERY: how it is, and its state flat beside. */
export interface QueryDevice extends TraitState {
  readonly online: boolean;
  readonly status: 'SUCCESS' | 'OFFLINE' | 'EXCEPTIONS' | 'ERROR';
  readonly errorCode?: string;
}

export const CHALLENGES = ['ackNeeded', 'pinNeeded', 'challengeFailedPinNeeded'] as const;
export type ChallengeType = (typeof CHALLENGES)[number];

/** What became of the commands of some devices. */
export interface ExecuteResult {
  readonly ids: readonly string[];
  readonly status: 'SUCCESS' | 'PENDING' | 'OFFLINE' | 'EXCEPTIONS' | 'ERROR';
  readonly states?: TraitState;
  readonly errorCode?: string;
  readonly challengeNeeded?: { readonly type: ChallengeType };
}
