import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { UsedStateRepository } from './used-state.repository.js';

const REMOVE_EXPIRED_EVERY_MS = 600_000;

/** Forgets the states of old logins while the process runs. */
@Injectable()
export class SsoUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly removing: RepeatedTask;

  constructor(states: UsedStateRepository) {
    this.removing = new RepeatedTask('remove used states', REMOVE_EXPIRED_EVERY_MS, () => states.removeExpired());
  }

  onApplicationBootstrap(): void {
    this.removing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.removing.stop();
  }
}
