import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { fulfillIntent, type FulfillIntentReply, type FulfillIntentRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { FulfillIntent } from './fulfill-intent.use-case.js';

@Controller()
export class FulfillmentController {
  constructor(private readonly useCase: FulfillIntent) {}

  @RpcHandler(fulfillIntent)
  fulfill(@Payload() { message }: FulfillIntentRequest, @CurrentCaller() caller: Caller): Promise<FulfillIntentReply> {
    return this.useCase.execute(caller, message);
  }
}
