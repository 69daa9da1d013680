import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { LoginThrottleRepository } from './login-throttle.repository.js';

const REMOVE_EVERY_MS = 600_000;

/** Forgets old failures while the process runs. */
@Injectable()
export class LoginUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly removing: RepeatedTask;

  constructor(throttle: LoginThrottleRepository) {
    this.removing = new RepeatedTask('forget failed logins', REMOVE_EVERY_MS, () => throttle.removeForgotten());
  }

  onApplicationBootstrap(): void {
    this.removing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.removing.stop();
  }
}
