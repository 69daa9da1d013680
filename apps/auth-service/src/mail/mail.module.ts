import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import { redisConnection } from '@atrium/service';

import { DeliverMail } from './deliver-mail.use-case.js';
import { FileCarrier } from './file-carrier.js';
import { MailCarrier } from './mail-carrier.js';
import { MAIL_QUEUE, MailQueue } from './mail-queue.js';
import { MailSettings } from './mail-settings.js';
import { MailUpkeep } from './mail-upkeep.js';
import { MailProcessor } from './mail.processor.js';
import { MailRepository } from './mail.repository.js';
import { Postbox } from './postbox.js';
import { SmtpCarrier } from './smtp-carrier.js';

@Module({
  imports: [
    BullModule.registerQueueAsync({
      name: MAIL_QUEUE,
      inject: [MailSettings],
      useFactory: ({ redisUrl }: MailSettings) => ({ redis: redisConnection(redisUrl), prefix: 'atrium' }),
    }),
  ],
  providers: [
    MailRepository,
    MailQueue,
    Postbox,
    DeliverMail,
    MailProcessor,
    MailUpkeep,
    {
      provide: MailCarrier,
      inject: [MailSettings],
      useFactory: ({ smtpUrl, directory, from }: MailSettings): MailCarrier =>
        smtpUrl === undefined ? new FileCarrier(directory, from) : new SmtpCarrier(smtpUrl, from),
    },
  ],
  exports: [Postbox],
})
export class MailModule {}
