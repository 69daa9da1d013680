import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { OtpRepository } from './otp.repository.js';

const REMOVE_EXPIRED_EVERY_MS = 600_000;

/** Forgets old codes while the process runs. */
@Injectable()
export class OtpUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly removing: RepeatedTask;

  constructor(otps: OtpRepository) {
    this.removing = new RepeatedTask('remove expired codes', REMOVE_EXPIRED_EVERY_MS, () => otps.removeExpired());
  }

  onApplicationBootstrap(): void {
    this.removing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.removing.stop();
  }
}
