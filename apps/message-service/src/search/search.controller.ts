import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { searchMessages, type FoundMessages, type SearchMessagesRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { SearchMessages } from './search-messages.use-case.js';

@Controller()
export class SearchController {
  constructor(private readonly searchMessagesUseCase: SearchMessages) {}

  @RpcHandler(searchMessages)
  search(@Payload() request: SearchMessagesRequest, @CurrentCaller() { userId }: Caller): Promise<FoundMessages> {
    return this.searchMessagesUseCase.execute(userId, request);
  }
}
