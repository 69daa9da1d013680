import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  updateApplication,
  type ApplicationId,
  type ApplicationView,
  type CreateApplicationRequest,
  type CreatedApplication,
  type ListApplicationsRequest,
  type UpdateApplicationRequest,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { ApplicationChanges } from './application-changes.js';
import { ApplicationRepository } from './application.repository.js';
import { toApplicationView } from './application.view.js';
import { CreateApplication } from './create-application.use-case.js';
import { applicationNotFound, UpdateApplication } from './update-application.use-case.js';

@Controller()
export class ApplicationController {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly changes: ApplicationChanges,
    private readonly createUseCase: CreateApplication,
    private readonly updateUseCase: UpdateApplication,
  ) {}

  @RpcHandler(listApplications)
  async list(
    @Payload() _request: ListApplicationsRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ApplicationView[]> {
    return (await this.applications.findOfOwner(caller.userId)).map(toApplicationView);
  }

  @RpcHandler(getApplication)
  async get(@Payload() { id }: ApplicationId, @CurrentCaller() caller: Caller): Promise<ApplicationView> {
    const application = await this.applications.findOneOfOwner(caller.userId, id);
    if (!application) throw applicationNotFound();
    return toApplicationView(application);
  }

  @RpcHandler(createApplication)
  create(@Payload() request: CreateApplicationRequest, @CurrentCaller() caller: Caller): Promise<CreatedApplication> {
    return this.createUseCase.execute(request, caller);
  }

  @RpcHandler(updateApplication)
  update(@Payload() request: UpdateApplicationRequest, @CurrentCaller() caller: Caller): Promise<ApplicationView> {
    return this.updateUseCase.execute(request, caller);
  }

  /** Without its client nothing that was issued to it is honoured: the provider looks the client up each time. */
  @RpcHandler(deleteApplication)
  async delete(@Payload() { id }: ApplicationId, @CurrentCaller() caller: Caller): Promise<Record<string, never>> {
    if (!(await this.changes.remove(caller.userId, id))) throw applicationNotFound();
    return {};
  }
}
