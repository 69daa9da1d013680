import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listActivities, type ActivityView, type ListActivitiesRequest } from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { toActivityView } from './activity.view.js';
import { ListActivities } from './list-activities.use-case.js';

@Controller()
export class ActivityController {
  constructor(private readonly listActivitiesUseCase: ListActivities) {}

  @RpcHandler(listActivities)
  async list(@Payload() request: ListActivitiesRequest, @CurrentCaller() caller: Caller): Promise<ActivityView[]> {
    return (await this.listActivitiesUseCase.execute(caller.userId, request)).map(toActivityView);
  }
}
