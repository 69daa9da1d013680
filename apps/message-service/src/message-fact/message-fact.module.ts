import { Module } from '@nestjs/common';

import { ListMessageFacts } from './list-message-facts.use-case.js';
import { MessageFactController } from './message-fact.controller.js';
import { MessageFactRepository } from './message-fact.repository.js';

/** Tells other services of all messages there are, without what they say. */
@Module({
  controllers: [MessageFactController],
  providers: [ListMessageFacts, MessageFactRepository],
})
export class MessageFactModule {}
