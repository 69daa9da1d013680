import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { pollMessages, type Inbox, type PollMessagesRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { PollMessages } from './poll-messages.use-case.js';

@Controller()
export class InboxController {
  constructor(private readonly pollMessagesUseCase: PollMessages) {}

  @RpcHandler(pollMessages)
  poll(@Payload() request: PollMessagesRequest, @CurrentCaller() { userId }: Caller): Promise<Inbox> {
    return this.pollMessagesUseCase.execute(userId, request);
  }
}
