import { Injectable } from '@nestjs/common';
import type { FollowedDevices, FollowDevicesRequest } from '@atrium/contracts';

import { HomeGate } from '../home/home-gate.js';
import { HomeRepository } from '../home/home.repository.js';
import { DeviceDirectory } from './device-directory.js';

const MAX_HOMES = 200;

/** Tells how the devices are that somebody may follow. */
@Injectable()
export class FollowDevices {
  constructor(
    private readonly gate: HomeGate,
    private readonly homes: HomeRepository,
    private readonly directory: DeviceDirectory,
  ) {}

  /** Rejects with HOME_NOT_FOUND. */
  async execute(userId: string, { homeId }: FollowDevicesRequest): Promise<FollowedDevices> {
    const homes =
      homeId === undefined
        ? await this.homes.findOfMember(userId, undefined, MAX_HOMES)
        : [await this.gate.enter(userId, homeId, 'viewer')];
    const devices = await this.directory.forUser(userId, homes.length === 1 ? homes[0]?.id : undefined);
    return {
      homeIds: homes.map(({ id }) => id),
      devices: devices.map(({ id, homeId: home, isOnline, state, version }) => {
        return { deviceId: id, homeId: home, isOnline, state, version };
      }),
    };
  }
}
