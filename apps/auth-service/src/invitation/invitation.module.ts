import { Module } from '@nestjs/common';

import { MailModule } from '../mail/mail.module.js';
import { InvitationSentConsumer } from './invitation-sent.consumer.js';
import { SendInvitationMail } from './send-invitation-mail.use-case.js';

@Module({
  imports: [MailModule],
  providers: [SendInvitationMail, InvitationSentConsumer],
})
export class InvitationModule {}
