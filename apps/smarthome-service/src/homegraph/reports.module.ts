import { Module } from '@nestjs/common';

import { ReportQueue } from './report-queue.js';

@Module({ providers: [ReportQueue], exports: [ReportQueue] })
export class ReportsModule {}
