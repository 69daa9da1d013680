import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  activeUsers,
  channelMetrics,
  memberMetrics,
  messagesPerDay,
  rebuildMetrics,
  type ActiveUsersRequest,
  type ChannelMetric,
  type DayCount,
  type MemberMetric,
  type MessagesPerDayRequest,
  type MetricsRangeRequest,
  type RebuildMetricsRequest,
  type RebuiltMetrics,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { RebuildMetrics } from './rebuild-metrics.use-case.js';
import { ShowMetrics } from './show-metrics.use-case.js';

@Controller()
export class MetricController {
  constructor(
    private readonly metrics: ShowMetrics,
    private readonly rebuildUseCase: RebuildMetrics,
  ) {}

  @RpcHandler(messagesPerDay)
  perDay(@Payload() request: MessagesPerDayRequest, @CurrentCaller() { userId }: Caller): Promise<DayCount[]> {
    return this.metrics.messagesPerDay(userId, request);
  }

  @RpcHandler(activeUsers)
  async active(
    @Payload() request: ActiveUsersRequest,
    @CurrentCaller() { userId }: Caller,
  ): Promise<{ active_count: number }> {
    return { active_count: await this.metrics.activeUsers(userId, request) };
  }

  @RpcHandler(channelMetrics)
  perChannel(@Payload() request: MetricsRangeRequest, @CurrentCaller() { userId }: Caller): Promise<ChannelMetric[]> {
    return this.metrics.perChannel(userId, request);
  }

  @RpcHandler(memberMetrics)
  perMember(@Payload() request: MetricsRangeRequest, @CurrentCaller() { userId }: Caller): Promise<MemberMetric[]> {
    return this.metrics.perMember(userId, request);
  }

  @RpcHandler(rebuildMetrics)
  rebuild(@Payload() { workspaceId }: RebuildMetricsRequest): Promise<RebuiltMetrics> {
    return this.rebuildUseCase.execute(workspaceId);
  }
}
