import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  followActivities,
  listActivities,
  type ActivityView,
  type FollowActivitiesRequest,
  type FollowedActivities,
  type ListActivitiesRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { toActivityView } from './activity.view.js';
import { FollowActivities } from './follow-activities.use-case.js';
import { ListActivities } from './list-activities.use-case.js';

@Controller()
export class ActivityController {
  constructor(
    private readonly listActivitiesUseCase: ListActivities,
    private readonly followActivitiesUseCase: FollowActivities,
  ) {}

  @RpcHandler(listActivities)
  async list(@Payload() request: ListActivitiesRequest, @CurrentCaller() caller: Caller): Promise<ActivityView[]> {
    return (await this.listActivitiesUseCase.execute(caller.userId, request)).map(toActivityView);
  }

  @RpcHandler(followActivities)
  follow(@Payload() request: FollowActivitiesRequest, @CurrentCaller() caller: Caller): Promise<FollowedActivities> {
    return this.followActivitiesUseCase.execute(caller.userId, request);
  }
}
