import { Module } from '@nestjs/common';

import { HomeModule } from '../home/home.module.js';
import { ReportsModule } from '../homegraph/reports.module.js';
import { StateModule } from '../state/state.module.js';
import { AddDevice } from './add-device.js';
import { CreateDevice, CreateDeviceParts } from './create-device.use-case.js';
import { DeleteDevice } from './delete-device.use-case.js';
import { DeviceAnnouncer } from './device-announcer.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceGate } from './device-gate.js';
import { DeviceSecretBox } from './device-secret-box.js';
import { DeviceStateController } from './device-state.controller.js';
import { DeviceSecretController } from './device-secret.controller.js';
import { DeviceController } from './device.controller.js';
import { DeviceRepository } from './device.repository.js';
import { FollowDevices } from './follow-devices.use-case.js';
import { PinHasher } from './pin-hasher.js';
import { RenewDeviceSecret } from './renew-device-secret.use-case.js';
import { UpdateDevice, UpdateDeviceParts } from './update-device.use-case.js';

/** Devices: what they are, who may see them, and how they are. */
@Module({
  imports: [HomeModule, StateModule, ReportsModule],
  controllers: [DeviceController, DeviceStateController, DeviceSecretController],
  providers: [
    DeviceRepository,
    DeviceDirectory,
    DeviceGate,
    FollowDevices,
    RenewDeviceSecret,
    DeviceAnnouncer,
    DeviceSecretBox,
    PinHasher,
    AddDevice,
    CreateDevice,
    CreateDeviceParts,
    UpdateDevice,
    UpdateDeviceParts,
    DeleteDevice,
  ],
  exports: [DeviceRepository, DeviceDirectory, DeviceGate, DeviceAnnouncer, DeviceSecretBox, PinHasher, AddDevice],
})
export class DeviceModule {}
