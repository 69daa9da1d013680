import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { SettlePendingCredentials } from './settle-pending-credentials.use-case.js';

const SETTLE_EVERY_MS = 600_000;

/** Keeps credentials tidy while the process runs. */
@Injectable()
export class AccountUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly settling: RepeatedTask;

  constructor(settlePending: SettlePendingCredentials) {
    this.settling = new RepeatedTask('settle pending credentials', SETTLE_EVERY_MS, () => settlePending.execute());
  }

  onApplicationBootstrap(): void {
    this.settling.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.settling.stop();
  }
}
