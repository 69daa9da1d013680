import { performance } from 'node:perf_hooks';

import { Injectable } from '@nestjs/common';
import { checkReportedState, reportedState, type QueryDevice, type QueryPayload } from '@atrium/google-home';

import { DeviceDirectory } from '../device/device-directory.js';
import type { DeviceRecord } from '../device/device-record.js';
import { StateAccuracy } from '../vitals/state-accuracy.js';
import { Vitals } from '../vitals/vitals.js';
import { FulfillmentSettings } from './fulfillment-settings.js';
import { Quarantine } from './quarantine.js';

export interface QueryAnswer {
  readonly devices: Readonly<Record<string, QueryDevice>>;
}

const UNKNOWN: QueryDevice = { online: false, status: 'ERROR', errorCode: 'deviceNotFound' };
const OFFLINE: QueryDevice = { online: false, status: 'OFFLINE', errorCode: 'deviceOffline' };
const SPOILT: QueryDevice = { online: true, status: 'ERROR', errorCode: 'unknownError' };

/** Tells how devices are: each that was asked for, whatever becomes of the others. */
@Injectable()
export class QueryDevices {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly settings: FulfillmentSettings,
    private readonly quarantine: Quarantine,
    private readonly vitals: Vitals,
    private readonly accuracy: StateAccuracy,
  ) {}

  async execute(userId: string, { devices: asked }: QueryPayload): Promise<QueryAnswer> {
    const startedAt = performance.now();
    const ids = [...new Set(asked.map(({ id }) => id))];
    const found = await this.directory.findForUser(userId, ids);
    const answers = ids.map((id) => [id, this.answerFor(found.get(id))] as const);
    this.measure(userId, found, answers, performance.now() - startedAt);
    return { devices: Object.fromEntries(answers) };
  }

  private answerFor(device: DeviceRecord | undefined): QueryDevice {
    if (!device) return UNKNOWN;
    if (!device.isOnline) return OFFLINE;
    try {
      const problem = this.settings.checksAnswers ? checkReportedState(device) : undefined;
      if (problem === undefined) return { ...reportedState(device), online: true, status: 'SUCCESS' };
      this.quarantine.report('QUERY', device, problem);
    } catch (error) {
      this.quarantine.report('QUERY', device, String(error));
    }
    return SPOILT;
  }

  private measure(
    userId: string,
    found: ReadonlyMap<string, DeviceRecord>,
    answers: readonly (readonly [string, QueryDevice])[],
    ms: number,
  ): void {
    const known = answers.flatMap(([id, states]) => {
      const deviceType = found.get(id)?.type;
      return deviceType === undefined ? [] : [[id, { deviceType, states }] as const];
    });
    for (const [, { deviceType, states }] of known) this.vitals.queried(deviceType, states, ms);
    this.accuracy.answered(userId, new Map(known.filter(([, { states }]) => states.status !== 'ERROR')));
  }
}
