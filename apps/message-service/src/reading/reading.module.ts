import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation/conversation.module.js';
import { MarkRead } from './mark-read.use-case.js';
import { ReadingEvents } from './reading-events.js';
import { ReadingController } from './reading.controller.js';
import { ReadingRepository } from './reading.repository.js';

@Module({
  imports: [ConversationModule],
  controllers: [ReadingController],
  providers: [MarkRead, ReadingRepository, ReadingEvents],
  exports: [ReadingRepository, ReadingEvents],
})
export class ReadingModule {}
