import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { RefreshTokenRepository } from './refresh-token.repository.js';
import { SessionRepository } from './session.repository.js';

const END_GRACE_EVERY_MS = 5_000;
const REMOVE_EXPIRED_EVERY_MS = 3_600_000;

/** Keeps sessions and their tokens tidy while the process runs. */
@Injectable()
export class SessionUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly tasks: readonly RepeatedTask[];

  constructor(sessions: SessionRepository, refreshTokens: RefreshTokenRepository) {
    this.tasks = [
      new RepeatedTask('end grace of refresh tokens', END_GRACE_EVERY_MS, () => refreshTokens.endGrace()),
      new RepeatedTask('remove expired sessions', REMOVE_EXPIRED_EVERY_MS, () => sessions.removeExpired()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
