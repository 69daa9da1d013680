import { Module } from '@nestjs/common';

import { DeviceModule } from '../device/device.module.js';
import { HomeModule } from '../home/home.module.js';
import { StateModule } from '../state/state.module.js';
import { Drivers } from './drivers.js';
import { DiscoverDevice, DiscoveryParts } from './mqtt/discover-device.use-case.js';
import { DriverLeaseRepository } from './mqtt/driver-lease.repository.js';
import { MqttConnection } from './mqtt/mqtt-connection.js';
import { MqttDriver } from './mqtt/mqtt-driver.js';
import { MqttEar } from './mqtt/mqtt-ear.js';
import { MqttEntityRepository } from './mqtt/mqtt-entity.repository.js';
import { MotionRepository } from './virtual/motion.repository.js';
import { VirtualDriver } from './virtual/virtual-driver.js';
import { VirtualMotionParts, VirtualMotions } from './virtual/virtual-motions.js';

/** What speaks to devices. */
@Module({
  imports: [HomeModule, DeviceModule, StateModule],
  providers: [
    MotionRepository,
    VirtualDriver,
    VirtualMotions,
    VirtualMotionParts,
    MqttEntityRepository,
    DriverLeaseRepository,
    DiscoverDevice,
    DiscoveryParts,
    MqttEar,
    MqttConnection,
    MqttDriver,
    {
      provide: Drivers,
      useFactory: (virtual: VirtualDriver, mqtt: MqttDriver) => new Drivers({ virtual, mqtt, http: virtual }),
      inject: [VirtualDriver, MqttDriver],
    },
  ],
  exports: [Drivers],
})
export class DriverModule {}
