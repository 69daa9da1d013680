import { Module } from '@nestjs/common';

import { StateAccuracy } from './state-accuracy.js';
import { Vitals } from './vitals.js';

/** Quality as Google measures it. */
@Module({ providers: [Vitals, StateAccuracy], exports: [Vitals, StateAccuracy] })
export class VitalsModule {}
