import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { PasswordResetRepository } from './password-reset.repository.js';

const REMOVE_EXPIRED_EVERY_MS = 600_000;

/** Forgets old tokens while the process runs. */
@Injectable()
export class PasswordUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly removing: RepeatedTask;

  constructor(resets: PasswordResetRepository) {
    this.removing = new RepeatedTask('remove expired resets', REMOVE_EXPIRED_EVERY_MS, () => resets.removeExpired());
  }

  onApplicationBootstrap(): void {
    this.removing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.removing.stop();
  }
}
