import { DEVICE_TYPES, TRAITS } from '@atrium/google-home';
import { Injectable } from '@nestjs/common';
import { counter, latencyHistogram } from '@atrium/observability';

import { isUserState } from './user-states.js';

/** How an intent ended for one device, as Google is told. */
export interface IntentOutcome {
  readonly status: 'SUCCESS' | 'PENDING' | 'OFFLINE' | 'ERROR' | 'EXCEPTIONS';
  readonly errorCode?: string | undefined;
}

const LABELS = ['intent', 'device_type', 'trait'] as const;

const intents = counter('google_home_intents_total', 'Devices that an intent of Google’s concerned', [
  ...LABELS,
  'outcome',
]);
const durations = latencyHistogram('google_home_intent_duration_seconds', 'Time an intent took for a device', LABELS);

/**
 * Success rate and latency as Google's Home Vitals count them: by device type, an intent for a device at a time. What
 * is the device's or its user's own state, such as a light that is on already, is no failure.
 */
@Injectable()
export class Vitals {
  /** One command was executed on one device in so many milliseconds. The trait is the command's. */
  executed(deviceType: string, trait: string, outcome: IntentOutcome, ms: number): void {
    record('EXECUTE', deviceType, trait, outcome, ms);
  }

  /** One device was asked for its state, all traits at once. */
  queried(deviceType: string, outcome: IntentOutcome, ms: number): void {
    record('QUERY', deviceType, '', outcome, ms);
  }
}

function record(intent: string, deviceType: string, trait: string, outcome: IntentOutcome, ms: number): void {
  const labels = { intent, device_type: deviceTypeLabel(deviceType), trait: traitLabel(trait) };
  intents.inc({ ...labels, outcome: labelOf(outcome) });
  durations.observe(labels, ms / 1_000);
}

function labelOf({ status, errorCode }: IntentOutcome): string {
  if (status === 'OFFLINE' || errorCode === 'deviceOffline' || errorCode === 'offline') return 'offline';
  if (status !== 'ERROR') return 'success';
  return errorCode !== undefined && isUserState(errorCode) ? 'user_state' : 'failure';
}

/** Labels are bounded: what Google does not know is `other`. */
export function deviceTypeLabel(type: string): string {
  return DEVICE_TYPES.has(type) ? shortName(type) : 'other';
}

function traitLabel(trait: string): string {
  if (trait === '') return '';
  return TRAITS.has(trait) ? shortName(trait) : 'other';
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
