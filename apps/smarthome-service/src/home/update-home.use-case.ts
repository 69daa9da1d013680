import { Injectable } from '@nestjs/common';
import type { UpdateHomeRequest } from '@atrium/contracts';
import { UnitOfWork, violatesUnique, type Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { StateStore } from '../state/state-store.js';
import { HomeGate, roleTooLow } from './home-gate.js';
import { HomeRepository, type HomeOfMember } from './home.repository.js';
import { isOwnPlace } from './mqtt-place.js';
import { ToldWorkspace } from './told-workspace.js';

/** Renames a home, lists its rooms anew, binds it to MQTT, chooses the workspace that is told of its devices. */
@Injectable()
export class UpdateHome {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: HomeGate,
    private readonly homes: HomeRepository,
    private readonly states: StateStore,
    private readonly toldWorkspace: ToldWorkspace,
  ) {}

  /** Rejects with HOME_NOT_FOUND, FORBIDDEN, MQTT_PREFIX_TAKEN, or WORKSPACE_NOT_FOUND. */
  async execute(request: UpdateHomeRequest, caller: Caller): Promise<HomeOfMember> {
    const { homeId, activityWorkspaceId } = request;
    if (activityWorkspaceId !== undefined) {
      await this.gate.enter(caller.userId, homeId, 'owner');
      if (activityWorkspaceId !== null) await this.toldWorkspace.check(activityWorkspaceId, caller);
    }
    try {
      return await this.unitOfWork.run((tx) => this.update(tx, request, caller));
    } catch (error) {
      if (!violatesUnique(error, 'home_mqtt_prefix_key')) throw error;
      throw new DomainError('MQTT_PREFIX_TAKEN', 'Another home has this MQTT prefix');
    }
  }

  /** Reads the home once it is locked, so that no change made at the same time is lost. */
  private async update(
    tx: Transaction,
    { homeId, ...changes }: UpdateHomeRequest,
    caller: Caller,
  ): Promise<HomeOfMember> {
    await this.homes.lock(tx, homeId);
    const home = await this.gate.enter(caller.userId, homeId, 'admin', tx);
    const changed = { ...home, ...definedOf(changes) };
    if (changed.mqttPrefix !== home.mqttPrefix) this.checkPrefix(home, changed.mqttPrefix, caller);
    await this.homes.update(tx, changed);
    if (changed.mqttPrefix !== home.mqttPrefix) await this.leaveBroker(tx, homeId);
    return changed;
  }

  /** Nobody hears the home's devices any more, until they announce themselves at the new prefix. */
  private async leaveBroker(tx: Transaction, homeId: string): Promise<void> {
    const ids = await this.homes.mqttDevicesOf(tx, homeId);
    const gone = ids.map((deviceId) => ({ deviceId, patch: { online: false }, cause: 'settings' }) as const);
    await this.states.applyAll(tx, gone);
  }

  /** Whoever listens at a prefix owns what is announced there, so that nobody may just take one. */
  private checkPrefix(home: HomeOfMember, prefix: string | null, { isStaff }: Caller): void {
    if (home.role !== 'owner') throw roleTooLow('owner');
    if (prefix === null || isOwnPlace(prefix, home.bridgeId)) return;
    if (!isStaff || prefix.startsWith('atrium')) {
      throw new DomainError('FORBIDDEN', `Only staff may choose an MQTT prefix outside atrium/${home.bridgeId}/`);
    }
  }
}

function definedOf<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
