import { Injectable } from '@nestjs/common';
import { CommandRefused } from '@atrium/google-home';

import { Clock } from '../../time/clock.js';
import { DeviceUnreachable, type DeviceOrder, type Driver, type SendResult } from '../driver.js';
import { behaviourOf } from './behaviours.js';
import { MotionRepository } from './motion.repository.js';
import { paceOf } from './pace.js';

/** Google's word for a device that fails without saying why. */
const FAILURE = 'hardError';

/** Devices that exist only here and behave like real ones, faults included. What takes time is stored and goes on. */
@Injectable()
export class VirtualDriver implements Driver {
  constructor(
    private readonly motions: MotionRepository,
    private readonly clock: Clock,
  ) {}

  async send({ id, device, command, nextState }: DeviceOrder): Promise<SendResult> {
    const { fault } = device.driverSettings;
    if (fault === 'offline') throw new DeviceUnreachable('The virtual device is set to be offline');
    if (fault === 'error') throw new CommandRefused(FAILURE);
    const behaviour = behaviourOf(command);
    if (!behaviour) return 'confirmed';
    const dueAt = new Date(this.clock.now().getTime() + behaviour.firstInMs * paceOf(device.driverSettings));
    const commandId = behaviour.isAwaited ? id : null;
    await this.motions.put({ deviceId: device.id, kind: behaviour.kind, goal: nextState, commandId, dueAt });
    return behaviour.isAwaited ? 'pending' : 'confirmed';
  }
}
