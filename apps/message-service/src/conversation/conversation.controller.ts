import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { openChannel, type ChannelLog, type OpenChannelRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { OpenChannel } from './open-channel.use-case.js';

@Controller()
export class ConversationController {
  constructor(private readonly openChannelUseCase: OpenChannel) {}

  @RpcHandler(openChannel)
  open(@Payload() { channelId }: OpenChannelRequest, @CurrentCaller() caller: Caller): Promise<ChannelLog> {
    return this.openChannelUseCase.execute(caller.userId, channelId);
  }
}
