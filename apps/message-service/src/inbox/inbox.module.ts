import { Module } from '@nestjs/common';

import { AddressesModule } from '../directory/addresses.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { InboxController } from './inbox.controller.js';
import { InboxRepository } from './inbox.repository.js';
import { PollMessages } from './poll-messages.use-case.js';

@Module({
  imports: [AddressesModule, ReadingModule],
  controllers: [InboxController],
  providers: [PollMessages, InboxRepository],
})
export class InboxModule {}
