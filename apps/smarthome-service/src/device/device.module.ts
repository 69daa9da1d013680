import { Module } from '@nestjs/common';

import { DeviceDirectory } from './device-directory.js';
import { DeviceController } from './device.controller.js';
import { DeviceRepository } from './device.repository.js';

@Module({
  controllers: [DeviceController],
  providers: [DeviceRepository, DeviceDirectory],
  exports: [DeviceDirectory],
})
export class DeviceModule {}
