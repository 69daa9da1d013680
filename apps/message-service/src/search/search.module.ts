import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation/conversation.module.js';
import { AddressesModule } from '../directory/addresses.module.js';
import { SearchMessages } from './search-messages.use-case.js';
import { SearchController } from './search.controller.js';
import { SearchRepository } from './search.repository.js';

@Module({
  imports: [AddressesModule, ConversationModule],
  controllers: [SearchController],
  providers: [SearchMessages, SearchRepository],
})
export class SearchModule {}
