import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listDevices, type DeviceView, type ListDevicesRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { DeviceRepository } from './device.repository.js';
import { toDeviceView } from './device.view.js';

@Controller()
export class DeviceController {
  constructor(private readonly devices: DeviceRepository) {}

  @RpcHandler(listDevices)
  async list(@Payload() { limit }: ListDevicesRequest, @CurrentCaller() caller: Caller): Promise<DeviceView[]> {
    return (await this.devices.findOfOwner(caller.userId, limit)).map(toDeviceView);
  }
}
