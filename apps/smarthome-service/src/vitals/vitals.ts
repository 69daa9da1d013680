import { Injectable } from '@nestjs/common';
import { counter, latencyHistogram } from '@atrium/observability';

/** How an intent ended for one device, as Google is told. */
export interface IntentOutcome {
  readonly status: 'SUCCESS' | 'PENDING' | 'OFFLINE' | 'ERROR' | 'EXCEPTIONS';
  readonly errorCode?: string | undefined;
}

const LABELS = ['intent', 'outcome'] as const;
const intents = counter('google_home_intents_total', 'Devices that an intent of Google’s concerned', LABELS);
const durations = latencyHistogram('google_home_intent_duration_seconds', 'Time an intent took for a device', LABELS);

/** Success rate and latency of intents, a device at a time. */
@Injectable()
export class Vitals {
  executed(_deviceType: string, _trait: string, { status }: IntentOutcome, ms: number): void {
    record('EXECUTE', status, ms);
  }

  queried(_deviceType: string, { status }: IntentOutcome, ms: number): void {
    record('QUERY', status, ms);
  }
}

function record(intent: string, outcome: string, ms: number): void {
  intents.inc({ intent, outcome });
  durations.observe({ intent, outcome }, ms / 1_000);
}
