import { IsOptional, IsUUID } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class FollowDevicesRequest {
  /** Only this home; without it all that the caller has a part in. */
  @IsOptional()
  @IsUUID()
  readonly homeId?: string;
}

/** How a device is, as little as somebody who follows it needs. */
export interface FollowedDevice {
  readonly deviceId: string;
  readonly homeId: string;
  readonly isOnline: boolean;
  readonly state: Readonly<Record<string, unknown>>;
  /** Grows by one with each change. */
  readonly version: number;
}

export interface FollowedDevices {
  /** The homes whose devices the caller may see, 200 at most. */
  readonly homeIds: readonly string[];
  /** Their devices, oldest first, 1,000 at most. */
  readonly devices: readonly FollowedDevice[];
}

/** What a socket needs to follow the devices of somebody's homes. */
export const followDevices = defineRpc({
  subject: 'smarthome.rpc.follow-devices.v1',
  request: FollowDevicesRequest,
  response: reply<FollowedDevices>(),
  access: 'user',
  errors: ['HOME_NOT_FOUND'],
});
