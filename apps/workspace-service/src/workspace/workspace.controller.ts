import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createWorkspace,
  listWorkspaces,
  type CreateWorkspaceRequest,
  type ListWorkspacesRequest,
  type WorkspaceView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CreateWorkspace } from './create-workspace.use-case.js';
import { ListWorkspaces } from './list-workspaces.use-case.js';

@Controller()
export class WorkspaceController {
  constructor(
    private readonly listWorkspacesUseCase: ListWorkspaces,
    private readonly createWorkspaceUseCase: CreateWorkspace,
  ) {}

  @RpcHandler(listWorkspaces)
  list(@Payload() _request: ListWorkspacesRequest, @CurrentCaller() caller: Caller): Promise<WorkspaceView[]> {
    return this.listWorkspacesUseCase.execute(caller.userId);
  }

  @RpcHandler(createWorkspace)
  async create(
    @Payload() request: CreateWorkspaceRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ workspaceId: number }> {
    const { id } = await this.createWorkspaceUseCase.execute(caller, request);
    return { workspaceId: id };
  }
}
