import { Module, type DynamicModule } from '@nestjs/common';

import { CommandModule } from '../command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { LinkModule } from '../link/link.module.js';
import { VitalsModule } from '../vitals/vitals.module.js';
import { ExecuteCommands } from './execute-commands.use-case.js';
import { FulfillIntent } from './fulfill-intent.use-case.js';
import { FulfillmentSettings } from './fulfillment-settings.js';
import { FulfillmentController } from './fulfillment.controller.js';
import { QueryDevices } from './query-devices.use-case.js';
import { Quarantine } from './quarantine.js';
import { SyncDevices } from './sync-devices.use-case.js';

/** What Google asks about somebody's devices, and has them do. */
@Module({})
export class FulfillmentModule {
  static forSettings(settings: FulfillmentSettings): DynamicModule {
    return {
      module: FulfillmentModule,
      imports: [DeviceModule, CommandModule, LinkModule, VitalsModule],
      controllers: [FulfillmentController],
      providers: [
        { provide: FulfillmentSettings, useValue: settings },
        ...[FulfillIntent, SyncDevices, QueryDevices, ExecuteCommands, Quarantine],
      ],
    };
  }
}
