import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { DeviceView } from './device.view.js';

export class ListDevicesRequest {
  /** Only those of this home. */
  @IsOptional()
  @IsUUID()
  readonly homeId?: string;

  /** Only what comes after this device. */
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** The devices of the caller's homes, owned and shared, oldest first. */
export const listDevices = defineRpc({
  subject: 'smarthome.rpc.list-devices.v1',
  request: ListDevicesRequest,
  response: reply<DeviceView[]>(),
  access: 'user',
});
