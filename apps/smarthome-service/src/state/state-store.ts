import { Injectable } from '@nestjs/common';
import { deviceOffline, deviceOnline, deviceStateChanged, type StateCause } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { CommandLog } from '../command/command-log.js';
import { ReportQueue } from '../homegraph/report-queue.js';
import { Clock } from '../time/clock.js';
import { changeOf, type StatePatch } from './state-change.js';
import { StateRepository, type LockedDevice } from './state.repository.js';

/** How a device is after something was said about it. */
export interface AppliedState {
  readonly isChanged: boolean;
  readonly isOnline: boolean;
  readonly state: TraitState;
  readonly version: number;
}

/**
 * The one place where a device's state changes. With the row change its history, the events that tell of it, Google's
 * report and the commands that it fulfils, all in the caller's transaction.
 */
@Injectable()
export class StateStore {
  constructor(
    private readonly states: StateRepository,
    private readonly commands: CommandLog,
    private readonly outbox: Outbox,
    private readonly reports: ReportQueue,
    private readonly clock: Clock,
  ) {}

  /** What is the same as before changes nothing and tells nobody. Undefined when there is no such device. */
  async apply(
    tx: Transaction,
    deviceId: string,
    patch: StatePatch,
    cause: StateCause,
  ): Promise<AppliedState | undefined> {
    const device = await this.states.lock(tx, deviceId);
    if (!device) return undefined;
    const change = changeOf(device, patch);
    const after = change ? { ...device, ...change, version: device.version + 1 } : device;
    if (change) {
      await this.states.store(tx, after, change, cause, this.clock.now());
      await this.tell(tx, device, after, change.changes, cause);
      await this.reports.enqueue(tx, deviceId);
    }
    if (cause === 'report' || cause === 'driver') await this.commands.confirmFulfilled(tx, deviceId, after.state);
    const { isOnline, state, version } = after;
    return { isChanged: change !== undefined, isOnline, state, version };
  }

  private async tell(
    tx: Transaction,
    before: LockedDevice,
    { id: deviceId, homeId, isOnline, state, version }: LockedDevice,
    changes: Readonly<Record<string, unknown>>,
    cause: StateCause,
  ): Promise<void> {
    const occurredAt = this.clock.now().toISOString();
    const told = { deviceId, homeId, version, isOnline, state, changes, cause, occurredAt };
    await this.outbox.add(tx, deviceStateChanged, told);
    if (isOnline === before.isOnline) return;
    await this.outbox.add(tx, isOnline ? deviceOnline : deviceOffline, { deviceId, homeId, version, occurredAt });
  }
}
