import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { ActivityRepository } from './activity.repository.js';

const PRUNE_EVERY_MS = 600_000;
const BATCH = 5_000;

/** Keeps feeds from growing for ever, while the process runs. */
@Injectable()
export class ActivityUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ActivityUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private pruning: Promise<void> | undefined;

  constructor(private readonly activities: ActivityRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.pruning ??= this.prune();
    }, PRUNE_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.pruning;
  }

  private async prune(): Promise<void> {
    try {
      while ((await this.activities.prune(BATCH)) === BATCH);
    } catch (err) {
      this.logger.warn({ msg: 'old activities could not be removed, will try again', err });
    } finally {
      this.pruning = undefined;
    }
  }
}
