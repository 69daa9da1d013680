import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { runDeviceCommands, type CommandOutcome, type RunDeviceCommandsRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { DeviceGate } from '../device/device-gate.js';
import { CommandRunner } from './command-runner.js';

/** Long enough for most devices to confirm, and within the call's own time. */
const DEADLINE_MS = 5_000;

@Controller()
export class CommandController {
  constructor(
    private readonly gate: DeviceGate,
    private readonly runner: CommandRunner,
  ) {}

  @RpcHandler(runDeviceCommands)
  async run(
    @Payload() { deviceId, commands, requestId }: RunDeviceCommandsRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<CommandOutcome> {
    const device = await this.gate.enter(caller.userId, deviceId, 'operator');
    return this.runner.run(caller.userId, device, commands, { deadlineMs: DEADLINE_MS, source: 'api', requestId });
  }
}
