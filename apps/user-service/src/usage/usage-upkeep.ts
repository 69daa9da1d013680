import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { USAGE_RETENTION_DAYS } from './usage-retention.js';
import { UsageRepository } from './usage.repository.js';

const EVERY_MS = 3_600_000;
/** Small enough to hold no lock for long. */
const BATCH = 5_000;

/** Forgets requests that are older than the retention. The totals of the days stay. */
@Injectable()
export class UsageUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(UsageUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly usage: UsageRepository,
    @Inject(USAGE_RETENTION_DAYS) private readonly retentionDays: number,
  ) {}

  onApplicationBootstrap(): void {
    this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private run(): void {
    this.running = this.forgetOld()
      .catch((err: unknown) => this.logger.warn({ msg: 'old usage not removed, will try again', err }))
      .finally(() => {
        if (!this.isStopped) this.timer = setTimeout(() => this.run(), EVERY_MS);
      });
  }

  private async forgetOld(): Promise<void> {
    let removed = BATCH;
    while (removed === BATCH && !this.isStopped) {
      removed = await this.usage.removeOlderThan(this.retentionDays, BATCH);
    }
  }
}
