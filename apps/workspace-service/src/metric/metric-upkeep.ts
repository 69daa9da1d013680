import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { MessageCountRepository } from './message-count.repository.js';

const FORGET_EVERY_MS = 600_000;
const BATCH = 5_000;

/** Forgets which old messages are counted, while the process runs: their events come no more. */
@Injectable()
export class MetricUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MetricUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private forgetting: Promise<void> | undefined;

  constructor(private readonly counts: MessageCountRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.forgetting ??= this.forget();
    }, FORGET_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.forgetting;
  }

  private async forget(): Promise<void> {
    try {
      while ((await this.counts.forget(BATCH)) === BATCH);
    } catch (err) {
      this.logger.warn({ msg: 'counted messages could not be forgotten, will try again', err });
    } finally {
      this.forgetting = undefined;
    }
  }
}
