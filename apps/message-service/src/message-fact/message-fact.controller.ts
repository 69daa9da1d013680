import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listMessageFacts, type ListMessageFactsRequest, type MessageFacts } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { ListMessageFacts } from './list-message-facts.use-case.js';

@Controller()
export class MessageFactController {
  constructor(private readonly listUseCase: ListMessageFacts) {}

  @RpcHandler(listMessageFacts)
  list(@Payload() request: ListMessageFactsRequest): Promise<MessageFacts> {
    return this.listUseCase.execute(request);
  }
}
