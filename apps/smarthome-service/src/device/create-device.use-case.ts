import { Injectable } from '@nestjs/common';
import type { CreateDeviceRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { faultsOfSettings, patchOfSettings } from '../driver/driver-settings.js';
import { HomeGate } from '../home/home-gate.js';
import { Clock } from '../time/clock.js';
import { AddDevice } from './add-device.js';
import { checkDescription, refuse } from './check-description.js';
import type { DeviceDescription, DeviceOfMember } from './device-record.js';
import { DeviceSecretBox } from './device-secret-box.js';
import { initialState } from './initial-state.js';
import { PinHasher } from './pin-hasher.js';

export interface NewDevice {
  readonly device: DeviceOfMember;
  /** What an HTTP device signs by; null for another. */
  readonly secret: string | null;
}

/** What creating needs of small things. */
@Injectable()
export class CreateDeviceParts {
  constructor(
    readonly clock: Clock,
    readonly pins: PinHasher,
  ) {}
}

/** Adds a device that somebody describes. */
@Injectable()
export class CreateDevice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: HomeGate,
    private readonly adding: AddDevice,
    private readonly secrets: DeviceSecretBox,
    private readonly parts: CreateDeviceParts,
  ) {}

  /** Rejects with HOME_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED, TOO_MANY_DEVICES. */
  async execute(request: CreateDeviceRequest, { userId }: Caller): Promise<NewDevice> {
    const { homeId, driver, pin } = request;
    const home = await this.gate.enter(userId, homeId, 'admin');
    const description = descriptionOf(request);
    checkDescription(description);
    refuse({
      ...(driver === 'mqtt' ? { driver: ['MQTT devices announce themselves and cannot be added'] } : {}),
      ...(description.challenge === 'pin' && pin === undefined ? { pin: ['pin is needed for this challenge'] } : {}),
      ...faultsOfSettings(driver, description.driverSettings),
    });
    const createdAt = this.parts.clock.now();
    const device = {
      ...description,
      ...{ id: uuidv7(), ownerId: home.ownerId, homeId: home.id, driver, version: 1, createdAt, changedAt: createdAt },
      isOnline: patchOfSettings({ ...description, driver }, {}).online ?? true,
      state: initialState(description),
    };
    const secret = driver === 'http' ? this.secrets.create(device.id) : { plain: null, sealed: null };
    const pinHash = pin === undefined ? null : await this.parts.pins.hash(pin);
    await this.unitOfWork.run((tx) => this.adding.execute(tx, device, { pinHash, sealedSecret: secret.sealed }));
    return { device: { ...device, role: home.role }, secret: secret.plain };
  }
}

function descriptionOf(request: CreateDeviceRequest): DeviceDescription {
  const { name, nicknames = [], defaultNames = [], type, traits, room = null, deviceInfo } = request;
  return {
    name: { name, nicknames, defaultNames },
    ...{ type, traits, roomHint: room },
    attributes: request.attributes ?? {},
    customData: request.customData ?? {},
    deviceInfo: deviceInfo ?? null,
    otherDeviceIds: null,
    willReportState: request.willReportState ?? true,
    challenge: request.challenge ?? 'none',
    driverSettings: request.driverSettings ?? {},
  };
}
