import { Module } from '@nestjs/common';

import { HeadsBeacon } from './heads-beacon.js';

@Module({ providers: [HeadsBeacon], exports: [HeadsBeacon] })
export class HeadsModule {}
