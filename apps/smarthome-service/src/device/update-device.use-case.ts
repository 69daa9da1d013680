import { Injectable } from '@nestjs/common';
import type { UpdateDeviceRequest } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { faultsOfSettings, patchOfSettings } from '../driver/driver-settings.js';
import type { StatePatch } from '../state/state-change.js';
import { StateStore } from '../state/state-store.js';
import { checkDescription, refuse } from './check-description.js';
import { DeviceAnnouncer } from './device-announcer.js';
import { DeviceGate, deviceNotFound } from './device-gate.js';
import type { DeviceOfMember } from './device-record.js';
import { DeviceRepository } from './device.repository.js';
import { initialState } from './initial-state.js';
import { PinHasher } from './pin-hasher.js';

/** What updating needs of small things. */
@Injectable()
export class UpdateDeviceParts {
  constructor(
    readonly pins: PinHasher,
    readonly announcer: DeviceAnnouncer,
  ) {}
}

/** Describes a device anew. What its new traits do not know leaves its state. */
@Injectable()
export class UpdateDevice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: DeviceGate,
    private readonly devices: DeviceRepository,
    private readonly states: StateStore,
    private readonly parts: UpdateDeviceParts,
  ) {}

  /** Rejects with DEVICE_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED. */
  async execute(request: UpdateDeviceRequest, { userId }: Caller): Promise<DeviceOfMember> {
    const { id } = await this.gate.enter(userId, request.deviceId, 'admin');
    const newPinHash = request.pin === undefined ? undefined : await this.parts.pins.hash(request.pin);
    return this.unitOfWork.run(async (tx) => {
      await this.devices.lock(tx, id);
      // Read once it is locked, so that no change made at the same time is lost.
      const before = await this.gate.enter(userId, id, 'admin', tx);
      const device = await this.describedAnew(tx, before, request);
      const applied = await this.states.apply(tx, id, patchOf(before, device), 'settings');
      if (!applied) throw deviceNotFound();
      await this.store(tx, device, newPinHash);
      return { ...device, isOnline: applied.isOnline, state: applied.state, version: applied.version };
    });
  }

  private async describedAnew(
    tx: Transaction,
    before: DeviceOfMember,
    { deviceId: _, pin, ...changes }: UpdateDeviceRequest,
  ): Promise<DeviceOfMember> {
    const device = changed(before, changes);
    checkDescription(device);
    const { pinHash } = (await this.devices.secretsOf(before.id, tx)) ?? {};
    const hasPin = pin !== undefined || typeof pinHash === 'string';
    refuse({
      ...(device.challenge === 'pin' && !hasPin ? { pin: ['pin is needed for this challenge'] } : {}),
      ...faultsOfSettings(device.driver, device.driverSettings),
    });
    if (device.driver === 'mqtt' && (changes.type ?? changes.traits ?? changes.attributes) !== undefined) {
      throw new DomainError('VALIDATION_FAILED', 'What an MQTT device can do, it announces itself');
    }
    return device;
  }

  private async store(tx: Transaction, device: DeviceOfMember, newPinHash: string | undefined): Promise<void> {
    await this.devices.describe(tx, device.id, device);
    if (newPinHash !== undefined) await this.devices.setPin(tx, device.id, newPinHash);
    await this.parts.announcer.tell(tx, device, 'updated');
  }
}

type Changes = Omit<UpdateDeviceRequest, 'deviceId' | 'pin'>;

function changed(device: DeviceOfMember, changes: Changes): DeviceOfMember {
  const { name, nicknames, defaultNames, room, ...rest } = changes;
  const given = Object.fromEntries(Object.entries<unknown>(rest).filter(([, value]) => value !== undefined));
  return {
    ...device,
    ...given,
    name: {
      name: name ?? device.name.name,
      nicknames: nicknames ?? device.name.nicknames,
      defaultNames: defaultNames ?? device.name.defaultNames,
    },
    roomHint: room === undefined ? device.roomHint : room,
  };
}

/** What a new description means for the state. */
function patchOf(before: DeviceOfMember, after: DeviceOfMember): StatePatch {
  const bySettings = patchOfSettings(after, before.state);
  if (before.traits === after.traits && before.attributes === after.attributes) return bySettings;
  const gone = Object.fromEntries(Object.keys(before.state).map((key) => [key, undefined]));
  return { ...gone, ...initialState(after, before.state), ...bySettings };
}
