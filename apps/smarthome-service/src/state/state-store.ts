import { Injectable } from '@nestjs/common';
import { deviceNoticed, deviceOffline, deviceOnline, deviceStateChanged, type StateCause } from '@atrium/contracts';
import type { TraitState } from '@atrium/google-home';
import { Outbox, outboxEntry, type OutboxEntry } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { CommandLog } from '../command/command-log.js';
import { ReportQueue } from '../homegraph/report-queue.js';
import { Clock } from '../time/clock.js';
import { noticedDeeds } from './noticed-deeds.js';
import { changeOf, type StatePatch } from './state-change.js';
import { StateRepository, type LockedDevice, type NewChange } from './state.repository.js';

/** Something that was said about a device, and by which request where that is not the one under way. */
export interface DevicePatch {
  readonly deviceId: string;
  readonly patch: StatePatch;
  readonly cause: StateCause;
  readonly requestId?: string | null;
}

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
    return (await this.applyAll(tx, [{ deviceId, patch, cause }]))[0];
  }

  /** As {@link apply}, of many devices by as many statements as of one, in the order given. */
  async applyAll(tx: Transaction, patches: readonly DevicePatch[]): Promise<(AppliedState | undefined)[]> {
    const devices = await this.states.lock(tx, [...new Set(patches.map(({ deviceId }) => deviceId))]);
    const changed: (NewChange & { readonly told: readonly OutboxEntry[] })[] = [];
    const applied = patches.map((patch) => {
      const before = devices.get(patch.deviceId);
      const change = before && changeOf(before, patch.patch);
      if (before && change) {
        const { isOnline, state, changes } = change;
        const device = { ...before, isOnline, state, version: before.version + 1 };
        const stored = { device, changes, cause: patch.cause };
        changed.push({ ...stored, told: this.eventsOf(before, stored, patch.requestId) });
        devices.set(device.id, device);
      }
      const after = devices.get(patch.deviceId);
      return after && { isChanged: change !== undefined, ...after };
    });
    await this.store(tx, changed);
    for (const { deviceId, cause } of patches) {
      const state = devices.get(deviceId)?.state;
      if (state && cause !== 'command' && cause !== 'settings') {
        await this.commands.confirmFulfilled(tx, deviceId, state);
      }
    }
    return applied;
  }

  private async store(
    tx: Transaction,
    changed: readonly (NewChange & { readonly told: readonly OutboxEntry[] })[],
  ): Promise<void> {
    if (changed.length === 0) return;
    await this.states.store(tx, changed, this.clock.now());
    const entries = changed.flatMap(({ told }) => told);
    await this.outbox.addAll(tx, entries);
    await this.reports.enqueue(tx, ...new Set(changed.map(({ device }) => device.id)));
  }

  private eventsOf(
    before: LockedDevice,
    { device, changes, cause }: NewChange,
    requestId?: string | null,
  ): OutboxEntry[] {
    const { id: deviceId, homeId, isOnline, state, version } = device;
    const occurredAt = this.clock.now().toISOString();
    const told = { deviceId, homeId, version, isOnline, state, changes, cause, occurredAt };
    const entries = [outboxEntry(deviceStateChanged, told, requestId), ...this.noticed(before, device, requestId)];
    if (isOnline === before.isOnline) return entries;
    const reachability = isOnline ? deviceOnline : deviceOffline;
    return [...entries, outboxEntry(reachability, { deviceId, homeId, version, occurredAt }, requestId)];
  }

  /** What the home's workspace is told, where it has one. */
  private noticed(before: LockedDevice, after: LockedDevice, requestId?: string | null): OutboxEntry[] {
    const { id: deviceId, name: deviceName, homeId, ownerId, activityWorkspaceId: workspaceId } = after;
    if (workspaceId === null) return [];
    const occurredAt = this.clock.now().toISOString();
    return noticedDeeds(before, after).map((what) => {
      const told = { workspaceId, homeId, ownerId, deviceId, deviceName, what, occurredAt };
      return outboxEntry(deviceNoticed, told, requestId);
    });
  }
}
