import { Module } from '@nestjs/common';

import { DeviceModule } from '../device/device.module.js';
import { StateModule } from '../state/state.module.js';
import { Drivers } from './drivers.js';
import { MotionRepository } from './virtual/motion.repository.js';
import { VirtualDriver } from './virtual/virtual-driver.js';
import { VirtualMotionParts, VirtualMotions } from './virtual/virtual-motions.js';

/** What speaks to devices. */
@Module({
  imports: [DeviceModule, StateModule],
  providers: [
    MotionRepository,
    VirtualDriver,
    VirtualMotions,
    VirtualMotionParts,
    {
      provide: Drivers,
      useFactory: (virtual: VirtualDriver) => new Drivers({ virtual, mqtt: virtual, http: virtual }),
      inject: [VirtualDriver],
    },
  ],
  exports: [Drivers],
})
export class DriverModule {}
