import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import { RepeatedTask } from '@atrium/service';

import { HistoryRetention } from '../state/history-retention.js';
import { StateRepository } from '../state/state.repository.js';
import { CommandLog } from './command-log.js';
import { CommandRepository } from './command.repository.js';

const TIME_OUT_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
/** Small enough to hold no lock for long. */
const TIME_OUT_BATCH = 100;
const FORGET_BATCH = 5_000;

/** Ends commands that no device has confirmed in time, and forgets old commands and changes of state. */
@Injectable()
export class CommandUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly tasks: readonly RepeatedTask[];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: CommandLog,
    private readonly commands: CommandRepository,
    private readonly states: StateRepository,
    private readonly retention: HistoryRetention,
  ) {
    this.tasks = [
      new RepeatedTask('time out commands', TIME_OUT_EVERY_MS, () => this.timeOut()),
      new RepeatedTask('forget device history', FORGET_EVERY_MS, () => this.forget()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  private async timeOut(): Promise<void> {
    while ((await this.unitOfWork.run((tx) => this.log.timeOut(tx, TIME_OUT_BATCH))) === TIME_OUT_BATCH);
  }

  private async forget(): Promise<void> {
    const { days } = this.retention;
    while ((await this.states.forgetOlderThan(days, FORGET_BATCH)) === FORGET_BATCH);
    while ((await this.commands.forgetOlderThan(days, FORGET_BATCH)) === FORGET_BATCH);
  }
}
