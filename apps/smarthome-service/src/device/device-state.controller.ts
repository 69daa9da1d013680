import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  followDevices,
  getDeviceState,
  listDeviceHistory,
  type DeviceId,
  type DeviceStateView,
  type FollowedDevices,
  type FollowDevicesRequest,
  type ListDeviceHistoryRequest,
  type StateChangeView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { StateRepository } from '../state/state.repository.js';
import { DeviceGate } from './device-gate.js';
import { FollowDevices } from './follow-devices.use-case.js';
import { toDeviceStateView } from './device.view.js';

@Controller()
export class DeviceStateController {
  constructor(
    private readonly gate: DeviceGate,
    private readonly states: StateRepository,
    private readonly followUseCase: FollowDevices,
  ) {}

  @RpcHandler(getDeviceState)
  async get(@Payload() { deviceId }: DeviceId, @CurrentCaller() caller: Caller): Promise<DeviceStateView> {
    return toDeviceStateView(await this.gate.enter(caller.userId, deviceId, 'viewer'));
  }

  @RpcHandler(followDevices)
  follow(@Payload() request: FollowDevicesRequest, @CurrentCaller() caller: Caller): Promise<FollowedDevices> {
    return this.followUseCase.execute(caller.userId, request);
  }

  @RpcHandler(listDeviceHistory)
  async history(
    @Payload() { deviceId, before, limit }: ListDeviceHistoryRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StateChangeView[]> {
    const { id } = await this.gate.enter(caller.userId, deviceId, 'viewer');
    const changes = await this.states.findHistory(id, before, limit);
    return changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() }));
  }
}
