import { Module } from '@nestjs/common';

import { DeviceController } from './device.controller.js';
import { DeviceRepository } from './device.repository.js';

@Module({
  controllers: [DeviceController],
  providers: [DeviceRepository],
})
export class DeviceModule {}
