import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { renewDeviceSecret, type DeviceId, type DeviceSecret } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { RenewDeviceSecret } from './renew-device-secret.use-case.js';

@Controller()
export class DeviceSecretController {
  constructor(private readonly useCase: RenewDeviceSecret) {}

  @RpcHandler(renewDeviceSecret)
  async renew(@Payload() { deviceId }: DeviceId, @CurrentCaller() caller: Caller): Promise<DeviceSecret> {
    return { secret: await this.useCase.execute(deviceId, caller) };
  }
}
