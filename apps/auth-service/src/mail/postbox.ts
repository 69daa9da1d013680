import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';
import { KeyRing } from '@atrium/secrets';

import { MailQueue } from './mail-queue.js';
import { sealMail } from './mail-seal.js';
import { MailRepository } from './mail.repository.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** Where a use case posts a mail: it is stored with the change that caused it, and leaves once both are durable. */
@Injectable()
export class Postbox {
  constructor(
    private readonly mails: MailRepository,
    private readonly queue: MailQueue,
    private readonly ring: KeyRing,
  ) {}

  /** The mail is sent at least once unless that takes longer than its lifetime, in seconds. */
  async post(tx: Transaction, mail: OutgoingMail, lifetimeSeconds: number): Promise<void> {
    const id = uuidv7();
    await this.mails.insert(tx, id, sealMail(this.ring, id, mail), lifetimeSeconds);
    tx.afterCommit(() => this.queue.offer(id));
  }
}
