import { Module } from '@nestjs/common';

import { DeviceModule } from '../device/device.module.js';
import { HomeModule } from '../home/home.module.js';
import { StateModule } from '../state/state.module.js';
import { Drivers } from './drivers.js';
import { AcceptReport } from './http/accept-report.use-case.js';
import { HttpDriver } from './http/http-driver.js';
import { ReportController } from './http/report.controller.js';
import { WebhookClient } from './http/webhook-client.js';
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
  controllers: [ReportController],
  providers: [
    WebhookClient,
    HttpDriver,
    AcceptReport,
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
      useFactory: (virtual: VirtualDriver, mqtt: MqttDriver, http: HttpDriver) => new Drivers({ virtual, mqtt, http }),
      inject: [VirtualDriver, MqttDriver, HttpDriver],
    },
  ],
  exports: [Drivers],
})
export class DriverModule {}
