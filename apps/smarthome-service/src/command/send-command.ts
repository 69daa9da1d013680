import { Injectable, Logger } from '@nestjs/common';
import type { CommandOutcome, CommandSettled } from '@atrium/contracts';
import { CommandRefused } from '@atrium/google-home';

import { DeviceUnreachable, type DeviceOrder } from '../driver/driver.js';
import { Drivers } from '../driver/drivers.js';
import type { Deadline } from './deadline.js';
import { EndCommand } from './end-command.js';
import { SettledCommands } from './settled-commands.js';

/** Google's word for a failure that nobody foresaw. */
const UNFORESEEN = 'transientError';
const PENDING: CommandOutcome = { status: 'PENDING' };

/** Has a driver carry out one logged command, and sees to it that its end is stored, also when nobody waits any more. */
@Injectable()
export class SendCommand {
  private readonly logger = new Logger(SendCommand.name);

  constructor(
    private readonly drivers: Drivers,
    private readonly ending: EndCommand,
    private readonly settled: SettledCommands,
  ) {}

  /** Answers until the deadline: PENDING when it is over. `isSlow` says that waiting is of no use. */
  async execute(order: DeviceOrder, deadline: Deadline, isSlow: boolean): Promise<CommandOutcome> {
    const { ended, cancel } = this.settled.waitFor(order.id);
    const end = ended.then(outcomeOf);
    const late = deadline.over.then(() => PENDING);
    try {
      const first = await Promise.race([this.send(order), end, late]);
      if (first !== 'pending') return first;
      return isSlow ? PENDING : await Promise.race([end, late]);
    } finally {
      cancel();
    }
  }

  /** Never rejects: what went wrong is an outcome. */
  private async send(order: DeviceOrder): Promise<CommandOutcome | 'pending'> {
    const result = await this.drivers
      .of(order.device.driver)
      .send(order)
      .catch((error: unknown) => this.failureOf(order, error));
    if (result === 'pending') return result;
    try {
      return await (result === 'confirmed' ? this.ending.confirm(order) : this.ending.fail(order, result));
    } catch (err) {
      // The upkeep ends the command when its deadline is over.
      this.logger.error({ msg: 'the end of a command could not be stored', command: order.id, err });
      return PENDING;
    }
  }

  private failureOf({ id, device }: DeviceOrder, error: unknown): CommandOutcome {
    if (error instanceof CommandRefused) return { status: 'ERROR', errorCode: error.errorCode };
    if (error instanceof DeviceUnreachable) return { status: 'OFFLINE', errorCode: 'deviceOffline' };
    this.logger.error({ msg: 'a driver failed', command: id, driver: device.driver, err: error });
    return { status: 'ERROR', errorCode: UNFORESEEN };
  }
}

function outcomeOf({ status, errorCode }: CommandSettled): CommandOutcome {
  if (status === 'confirmed') return { status: 'SUCCESS' };
  if (status === 'timed-out') return PENDING;
  return { status: 'ERROR', errorCode: errorCode ?? UNFORESEEN };
}
