import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  dailyUsage,
  listUsage,
  type DailyUsage,
  type DailyUsageRequest,
  type ListUsageRequest,
  type UsageList,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { Viewer } from '../user/viewer.js';
import { UsageRepository } from './usage.repository.js';
import { toUsageList } from './usage.view.js';

@Controller()
export class UsageController {
  constructor(
    private readonly viewer: Viewer,
    private readonly usage: UsageRepository,
  ) {}

  @RpcHandler(listUsage)
  async list(@Payload() request: ListUsageRequest, @CurrentCaller() caller: Caller): Promise<UsageList> {
    const userId = await this.whose(caller, request.userId);
    const { limit } = request;
    // One more than asked for tells whether that is all.
    return toUsageList(await this.usage.find({ ...withoutUser(request), ...userId, limit: limit + 1 }), limit);
  }

  @RpcHandler(dailyUsage)
  async daily(@Payload() request: DailyUsageRequest, @CurrentCaller() caller: Caller): Promise<DailyUsage[]> {
    const { userId } = await this.whose(caller, request.userId);
    return this.usage.findDays(userId, request.from, request.to);
  }

  /** Staff choose, nobody in particular meaning everybody; anybody else gets their own. */
  private async whose(caller: Caller, wanted: string | undefined): Promise<{ readonly userId?: string }> {
    const viewer = await this.viewer.profileOf(caller);
    if (!viewer.isStaff) return { userId: viewer.id };
    return wanted === undefined ? {} : { userId: wanted };
  }
}

function withoutUser({ userId: _wanted, ...request }: ListUsageRequest): Omit<ListUsageRequest, 'userId'> {
  return request;
}
