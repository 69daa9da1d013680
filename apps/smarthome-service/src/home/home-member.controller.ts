import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  putHomeMember,
  removeHomeMember,
  type HomeMemberId,
  type HomeMemberView,
  type PutHomeMemberRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { toHomeMemberView } from './home.view.js';
import { ShareHome } from './share-home.use-case.js';

@Controller()
export class HomeMemberController {
  constructor(private readonly shareHome: ShareHome) {}

  @RpcHandler(putHomeMember)
  async put(@Payload() request: PutHomeMemberRequest, @CurrentCaller() caller: Caller): Promise<HomeMemberView> {
    return toHomeMemberView(await this.shareHome.put(request, caller));
  }

  @RpcHandler(removeHomeMember)
  async remove(@Payload() request: HomeMemberId, @CurrentCaller() caller: Caller): Promise<Record<string, never>> {
    await this.shareHome.remove(request, caller);
    return {};
  }
}
