import { Module, type DynamicModule } from '@nestjs/common';

import { UserModule } from '../user/user.module.js';
import { RequestsServedConsumer } from './requests-served.consumer.js';
import { USAGE_RETENTION_DAYS } from './usage-retention.js';
import { UsageUpkeep } from './usage-upkeep.js';
import { UsageController } from './usage.controller.js';
import { UsageRepository } from './usage.repository.js';

/** The log of who called what of the API. */
@Module({})
export class UsageModule {
  static forRetention(days: number): DynamicModule {
    return {
      module: UsageModule,
      imports: [UserModule],
      controllers: [UsageController],
      providers: [
        UsageRepository,
        RequestsServedConsumer,
        UsageUpkeep,
        { provide: USAGE_RETENTION_DAYS, useValue: days },
      ],
    };
  }
}
