import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  deleteMessage,
  editMessage,
  reactToMessage,
  type DeleteMessageRequest,
  type EditMessageRequest,
  type MessageDetail,
  type ReactToMessageRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ReactToMessage } from '../reaction/react-to-message.use-case.js';
import { DeleteMessage } from './delete-message.use-case.js';
import { EditMessage } from './edit-message.use-case.js';
import { GetMessage } from './get-message.use-case.js';

/** What is done to messages that are there. */
@Controller()
export class MessageChangeController {
  constructor(
    private readonly editMessageUseCase: EditMessage,
    private readonly deleteMessageUseCase: DeleteMessage,
    private readonly reactToMessageUseCase: ReactToMessage,
    private readonly getMessageUseCase: GetMessage,
  ) {}

  @RpcHandler(editMessage)
  async edit(@Payload() request: EditMessageRequest, @CurrentCaller() caller: Caller): Promise<MessageDetail> {
    await this.editMessageUseCase.execute(caller, request);
    return this.getMessageUseCase.execute(caller.userId, request.messageId);
  }

  @RpcHandler(deleteMessage)
  async delete(
    @Payload() request: DeleteMessageRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<Record<string, never>> {
    await this.deleteMessageUseCase.execute(caller, request);
    return {};
  }

  @RpcHandler(reactToMessage)
  async react(@Payload() request: ReactToMessageRequest, @CurrentCaller() caller: Caller): Promise<MessageDetail> {
    await this.reactToMessageUseCase.execute(caller, request);
    return this.getMessageUseCase.execute(caller.userId, request.messageId);
  }
}
