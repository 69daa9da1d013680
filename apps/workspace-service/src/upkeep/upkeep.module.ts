import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { InvitationModule } from '../invitation/invitation.module.js';
import { MetricModule } from '../metric/metric.module.js';
import { Upkeep } from './upkeep.js';

@Module({
  imports: [ActivityModule, MetricModule, InvitationModule],
  providers: [Upkeep],
})
export class UpkeepModule {}
