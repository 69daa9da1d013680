import { Injectable } from '@nestjs/common';
import { invitationSent, type InvitationSent } from '@atrium/contracts';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';

import { SendInvitationMail } from './send-invitation-mail.use-case.js';

/** Mails invitations that go to an address; who is asked by name finds theirs in the suite. */
@Injectable()
@IdempotentEventConsumer(invitationSent, 'auth-invitation-mail')
export class InvitationSentConsumer implements IdempotentEventHandler<InvitationSent> {
  constructor(private readonly sendMail: SendInvitationMail) {}

  async apply(events: readonly Delivered<InvitationSent>[]): Promise<void> {
    for (const { payload } of events) {
      if ((payload.userId ?? null) === null) await this.sendMail.execute(payload.invitationId);
    }
  }
}
