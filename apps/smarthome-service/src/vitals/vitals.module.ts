import { Module } from '@nestjs/common';

import { ReportsModule } from '../homegraph/reports.module.js';
import { StateAccuracy } from './state-accuracy.js';
import { Vitals } from './vitals.js';

/** Quality as Google measures it. */
@Module({ imports: [ReportsModule], providers: [Vitals, StateAccuracy], exports: [Vitals, StateAccuracy] })
export class VitalsModule {}
