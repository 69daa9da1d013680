import { IsInt, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class ListDevicesRequest {
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

/** A device of the caller's. */
export interface DeviceView {
  /** UUID v7. */
  readonly id: string;
  readonly name: string;
  /** Google's device type, for example `action.devices.types.LIGHT`. */
  readonly type: string;
  /** Google's trait names, for example `action.devices.traits.OnOff`. */
  readonly traits: readonly string[];
  readonly createdAt: string;
}

/** The caller's own devices, oldest first. */
export const listDevices = defineRpc({
  subject: 'smarthome.rpc.list-devices.v1',
  request: ListDevicesRequest,
  response: reply<DeviceView[]>(),
  access: 'user',
});
