import { Injectable } from '@nestjs/common';
import type { DeviceDriver } from '@atrium/contracts';

import type { Driver } from './driver.js';

/** The driver of each kind of device. */
@Injectable()
export class Drivers {
  constructor(private readonly drivers: Readonly<Record<DeviceDriver, Driver>>) {}

  of(kind: DeviceDriver): Driver {
    return this.drivers[kind];
  }
}
