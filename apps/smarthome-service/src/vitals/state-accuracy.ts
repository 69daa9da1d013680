import { isDeepStrictEqual } from 'node:util';

import { Injectable, Logger } from '@nestjs/common';
import { counter } from '@atrium/observability';

import { HomegraphReportRepository } from '../homegraph/homegraph-report.repository.js';
import { HomeGraphSettings } from '../homegraph/homegraph-settings.js';
import { deviceTypeLabel } from './vitals.js';

/** What a QUERY was answered for one device: the flat states with `online`. */
export interface AnsweredState {
  readonly deviceType: string;
  readonly states: Readonly<Record<string, unknown>>;
}

const checks = counter('google_home_state_checks_total', 'States told by QUERY, held against the last report', [
  'device_type',
  'outcome',
]);

/** Keys of an answer that are no state of a trait's. */
const ENVELOPE = new Set(['status', 'errorCode', 'exceptionCode', 'debugString']);

/** State accuracy: how often a QUERY tells what was reported last. */
@Injectable()
export class StateAccuracy {
  private readonly logger = new Logger(StateAccuracy.name);

  constructor(
    private readonly settings: HomeGraphSettings,
    private readonly reports: HomegraphReportRepository,
  ) {}

  /** Compares in the background, so that no answer waits for it; devices of which nothing was reported do not count. */
  answered(userId: string, answers: ReadonlyMap<string, AnsweredState>): void {
    if (!this.settings.isOn || answers.size === 0) return;
    this.compare(userId, answers).catch((err: unknown) => {
      this.logger.warn({ msg: 'states could not be compared', err });
    });
  }

  private async compare(userId: string, answers: ReadonlyMap<string, AnsweredState>): Promise<void> {
    const reported = await this.reports.reportedOf(userId, [...answers.keys()]);
    for (const [deviceId, last] of reported) {
      const answer = answers.get(deviceId);
      if (!answer) continue;
      const outcome = isSameState(answer.states, last) ? 'equal' : 'different';
      checks.inc({ device_type: deviceTypeLabel(answer.deviceType), outcome });
    }
  }
}

/** Of a device that is not there only that counts. */
export function isSameState(
  answered: Readonly<Record<string, unknown>>,
  reported: Readonly<Record<string, unknown>>,
): boolean {
  if (answered.online === false || reported.online === false) return answered.online === reported.online;
  const told = Object.entries(answered).filter(([key]) => !ENVELOPE.has(key));
  return isDeepStrictEqual(Object.fromEntries(told), reported);
}
