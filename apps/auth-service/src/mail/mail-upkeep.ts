import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { DeliverMail } from './deliver-mail.use-case.js';
import { MailCarrier } from './mail-carrier.js';
import { MailRepository } from './mail.repository.js';

const SWEEP_EVERY_MS = 1_000;
const REMOVE_EXPIRED_EVERY_MS = 600_000;

/** Sends what the queue did not, and forgets old mails, while the process runs. */
@Injectable()
export class MailUpkeep implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly tasks: readonly RepeatedTask[];

  constructor(
    deliverMail: DeliverMail,
    mails: MailRepository,
    private readonly carrier: MailCarrier,
  ) {
    this.tasks = [
      new RepeatedTask('send mails that are due', SWEEP_EVERY_MS, () => deliverMail.executeDue()),
      new RepeatedTask('remove expired mails', REMOVE_EXPIRED_EVERY_MS, () => mails.removeExpired()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  onApplicationShutdown(): void {
    this.carrier.close();
  }
}
