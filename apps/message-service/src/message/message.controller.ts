import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  getMessage,
  listMessageDetails,
  listMessages,
  readRange,
  sendMessage,
  type ConversationEntry,
  type GetMessageRequest,
  type ListMessagesRequest,
  type MessageDetail,
  type MessageView,
  type ReadRangeRequest,
  type SendMessageRequest,
  type SentMessage,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ReadRange } from '../log/read-range.use-case.js';
import { GetMessage } from './get-message.use-case.js';
import { ListMessages } from './list-messages.use-case.js';
import { SendMessage } from './send-message.use-case.js';

@Controller()
export class MessageController {
  constructor(
    private readonly sendMessageUseCase: SendMessage,
    private readonly listMessagesUseCase: ListMessages,
    private readonly getMessageUseCase: GetMessage,
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

  @RpcHandler(listMessageDetails)
  listDetails(@Payload() request: ListMessagesRequest, @CurrentCaller() caller: Caller): Promise<MessageDetail[]> {
    return this.listMessagesUseCase.executeDetailed(caller.userId, request);
  }

  @RpcHandler(getMessage)
  get(@Payload() { messageId }: GetMessageRequest, @CurrentCaller() caller: Caller): Promise<MessageDetail> {
    return this.getMessageUseCase.execute(caller.userId, messageId);
  }

  @RpcHandler(readRange)
  readRange(@Payload() request: ReadRangeRequest): Promise<ConversationEntry[]> {
    return this.readRangeUseCase.execute(request);
  }
}
