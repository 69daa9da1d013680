import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { ActivityRepository } from '../activity/activity.repository.js';
import { InvitationRepository } from '../invitation/invitation.repository.js';
import { MessageCountRepository } from '../metric/message-count.repository.js';

const EVERY_MS = 600_000;
const BATCH = 5_000;

/** Removes what nobody needs any more, while the process runs: nothing here grows for ever. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Upkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly activities: ActivityRepository,
    private readonly counts: MessageCountRepository,
    private readonly invitations: InvitationRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.working ??= this.work();
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private async work(): Promise<void> {
    await this.remove('old activities', () => this.activities.prune(BATCH));
    await this.remove('messages known to be counted', () => this.counts.forget(BATCH));
    await this.remove('invitations that have run out', () => this.invitations.clean(BATCH));
    this.working = undefined;
  }

  private async remove(what: string, removeSome: () => Promise<number>): Promise<void> {
    try {
      while ((await removeSome()) === BATCH);
    } catch (err) {
      this.logger.warn({ msg: `${what} could not be removed, will try again`, err });
    }
  }
}
