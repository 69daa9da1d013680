import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  listMessages,
  readRange,
  sendMessage,
  type ListMessagesRequest,
  type LogEntry,
  type MessageView,
  type ReadRangeRequest,
  type SendMessageRequest,
  type SentMessage,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ListMessages } from './list-messages.use-case.js';
import { ReadRange } from './read-range.use-case.js';
import { SendMessage } from './send-message.use-case.js';

@Controller()
export class MessageController {
  constructor(
    private readonly sendMessageUseCase: SendMessage,
    private readonly listMessagesUseCase: ListMessages,
    private readonly readRangeUseCase: ReadRange,
  ) {}

  @RpcHandler(sendMessage)
  send(@Payload() request: SendMessageRequest, @CurrentCaller() caller: Caller): Promise<SentMessage> {
    return this.sendMessageUseCase.execute(caller, request);
  }

  @RpcHandler(listMessages)
  list(@Payload() request: ListMessagesRequest, @CurrentCaller() caller: Caller): Promise<MessageView[]> {
    return this.listMessagesUseCase.execute(caller.userId, request);
  }

  @RpcHandler(readRange)
  readRange(@Payload() request: ReadRangeRequest): Promise<LogEntry[]> {
    return this.readRangeUseCase.execute(request);
  }
}
