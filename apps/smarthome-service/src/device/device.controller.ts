import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createDevice,
  deleteDevice,
  getDevice,
  listDevices,
  updateDevice,
  type CreateDeviceRequest,
  type CreatedDevice,
  type DeviceId,
  type DeviceView,
  type ListDevicesRequest,
  type UpdateDeviceRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CreateDevice } from './create-device.use-case.js';
import { DeleteDevice } from './delete-device.use-case.js';
import { DeviceGate } from './device-gate.js';
import { DeviceRepository } from './device.repository.js';
import { toDeviceView } from './device.view.js';
import { UpdateDevice } from './update-device.use-case.js';

@Controller()
export class DeviceController {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly gate: DeviceGate,
    private readonly createUseCase: CreateDevice,
    private readonly updateUseCase: UpdateDevice,
    private readonly deleteUseCase: DeleteDevice,
  ) {}

  @RpcHandler(listDevices)
  async list(@Payload() request: ListDevicesRequest, @CurrentCaller() caller: Caller): Promise<DeviceView[]> {
    return (await this.devices.findOfMember(caller.userId, request.limit, request)).map(toDeviceView);
  }

  @RpcHandler(getDevice)
  async get(@Payload() { deviceId }: DeviceId, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    return toDeviceView(await this.gate.enter(caller.userId, deviceId, 'viewer'));
  }

  @RpcHandler(createDevice)
  async create(@Payload() request: CreateDeviceRequest, @CurrentCaller() caller: Caller): Promise<CreatedDevice> {
    const { device, secret } = await this.createUseCase.execute(request, caller);
    return { ...toDeviceView(device), secret };
  }

  @RpcHandler(updateDevice)
  async update(@Payload() request: UpdateDeviceRequest, @CurrentCaller() caller: Caller): Promise<DeviceView> {
    return toDeviceView(await this.updateUseCase.execute(request, caller));
  }

  @RpcHandler(deleteDevice)
  async delete(@Payload() { deviceId }: DeviceId, @CurrentCaller() caller: Caller): Promise<Record<string, never>> {
    await this.deleteUseCase.execute(deviceId, caller);
    return {};
  }
}
