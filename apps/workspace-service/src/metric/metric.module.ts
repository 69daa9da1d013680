import { Module } from '@nestjs/common';

import { MembershipModule } from '../membership/membership.module.js';
import { MessageCountRepository } from './message-count.repository.js';
import { MessageCountedConsumer } from './message-counted.consumer.js';
import { MetricController } from './metric.controller.js';
import { MetricRepository } from './metric.repository.js';
import { RebuildMetrics } from './rebuild-metrics.use-case.js';
import { RecountRepository } from './recount.repository.js';
import { ShowMetrics } from './show-metrics.use-case.js';

@Module({
  imports: [MembershipModule],
  controllers: [MetricController],
  providers: [
    ShowMetrics,
    MetricRepository,
    MessageCountRepository,
    MessageCountedConsumer,
    RebuildMetrics,
    RecountRepository,
  ],
  exports: [MessageCountRepository],
})
export class MetricModule {}
