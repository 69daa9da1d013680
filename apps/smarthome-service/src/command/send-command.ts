import { Injectable, Logger } from '@nestjs/common';
import type { CommandOutcome, CommandSettled } from '@atrium/contracts';
import { CommandRefused } from '@atrium/google-home';
import { UnitOfWork } from '@atrium/persistence';

import { DeviceUnreachable, type DeviceOrder, type SendResult } from '../driver/driver.js';
import { Drivers } from '../driver/drivers.js';
import { StateStore } from '../state/state-store.js';
import { CommandLog } from './command-log.js';
import { SettledCommands } from './settled-commands.js';

/** Google's word for a failure that nobody foresaw. */
const UNFORESEEN = 'transientError';

/** Has a driver carry out one logged command, and sees to it that its end is stored, also when nobody waits any more. */
@Injectable()
export class SendCommand {
  private readonly logger = new Logger(SendCommand.name);

  constructor(
    private readonly drivers: Drivers,
    private readonly unitOfWork: UnitOfWork,
    private readonly states: StateStore,
    private readonly log: CommandLog,
    private readonly settled: SettledCommands,
  ) {}

  /** Answers within the signal's time: PENDING when it is over. `isSlow` says that waiting is of no use. */
  async execute(order: DeviceOrder, signal: AbortSignal, isSlow: boolean): Promise<CommandOutcome> {
    const waiting = new AbortController();
    const whenAnswered = AbortSignal.any([signal, waiting.signal]);
    const ended = this.settled.waitFor(order.id, whenAnswered);
    const sent = this.send(order, signal);
    try {
      const first = await Promise.race([sent, ended.then((end) => end && outcomeOf(end)), aborted(whenAnswered)]);
      if (first !== 'pending') return first ?? { status: 'PENDING' };
      if (isSlow) return { status: 'PENDING' };
      const end = await ended;
      return end ? outcomeOf(end) : { status: 'PENDING' };
    } finally {
      waiting.abort();
    }
  }

  /** Never rejects: what went wrong is an outcome. */
  private async send(order: DeviceOrder, signal: AbortSignal): Promise<CommandOutcome | 'pending'> {
    const result = await this.drivers
      .of(order.device.driver)
      .send(order, signal)
      .catch((error: unknown) => this.failureOf(order, error));
    if (result === 'pending') return result;
    try {
      return await this.settle(order, result);
    } catch (err) {
      // The upkeep ends the command when its deadline is over.
      this.logger.error({ msg: 'the end of a command could not be stored', command: order.id, err });
      return { status: 'PENDING' };
    }
  }

  private settle(order: DeviceOrder, result: Exclude<SendResult, 'pending'> | CommandOutcome): Promise<CommandOutcome> {
    const { id, device, nextState } = order;
    return this.unitOfWork.run(async (tx) => {
      if (result === 'confirmed') {
        const applied = await this.states.apply(tx, device.id, nextState, 'command');
        await this.log.settle(tx, id, 'confirmed');
        return { status: 'SUCCESS', ...(applied ? { states: applied.state } : {}) };
      }
      await this.log.settle(tx, id, 'failed', result.errorCode);
      if (result.status === 'OFFLINE') await this.states.apply(tx, device.id, { online: false }, 'driver');
      return result;
    });
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
  if (status === 'timed-out') return { status: 'PENDING' };
  return { status: 'ERROR', errorCode: errorCode ?? UNFORESEEN };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}
