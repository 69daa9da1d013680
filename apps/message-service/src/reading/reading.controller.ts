import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { markRead, type MarkReadRequest, type ReadMarker } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { MarkRead } from './mark-read.use-case.js';

@Controller()
export class ReadingController {
  constructor(private readonly markReadUseCase: MarkRead) {}

  @RpcHandler(markRead)
  mark(@Payload() request: MarkReadRequest, @CurrentCaller() caller: Caller): Promise<ReadMarker> {
    return this.markReadUseCase.execute(caller, request);
  }
}
