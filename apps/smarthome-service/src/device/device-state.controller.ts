import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  getDeviceState,
  listDeviceHistory,
  type DeviceId,
  type DeviceStateView,
  type ListDeviceHistoryRequest,
  type StateChangeView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { StateRepository } from '../state/state.repository.js';
import { DeviceGate } from './device-gate.js';
import { toDeviceStateView } from './device.view.js';

@Controller()
export class DeviceStateController {
  constructor(
    private readonly gate: DeviceGate,
    private readonly states: StateRepository,
  ) {}

  @RpcHandler(getDeviceState)
  async get(@Payload() { deviceId }: DeviceId, @CurrentCaller() caller: Caller): Promise<DeviceStateView> {
    return toDeviceStateView(await this.gate.enter(caller.userId, deviceId, 'viewer'));
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
