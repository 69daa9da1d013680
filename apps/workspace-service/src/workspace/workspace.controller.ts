import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  createWorkspace,
  deleteWorkspace,
  getWorkspace,
  listWorkspaces,
  updateWorkspace,
  type CreateWorkspaceRequest,
  type ListWorkspacesRequest,
  type OfWorkspace,
  type UpdateWorkspaceRequest,
  type WorkspaceDetails,
  type WorkspaceView,
} from '@atrium/contracts';
import { CurrentCaller, RpcHandler, type Caller } from '@atrium/rpc';

import { CreateWorkspace } from './create-workspace.use-case.js';
import { DeleteWorkspace } from './delete-workspace.use-case.js';
import { ListWorkspaces } from './list-workspaces.use-case.js';
import { OwnWorkspaces } from './own-workspaces.js';
import { UpdateWorkspace } from './update-workspace.use-case.js';

@Controller()
export class WorkspaceController {
  constructor(
    private readonly listWorkspacesUseCase: ListWorkspaces,
    private readonly createWorkspaceUseCase: CreateWorkspace,
    private readonly ownWorkspaces: OwnWorkspaces,
    private readonly updateWorkspaceUseCase: UpdateWorkspace,
    private readonly deleteWorkspaceUseCase: DeleteWorkspace,
  ) {}

  @RpcHandler(listWorkspaces)
  list(@Payload() request: ListWorkspacesRequest, @CurrentCaller() caller: Caller): Promise<WorkspaceView[]> {
    return this.listWorkspacesUseCase.execute(caller.userId, request);
  }

  @RpcHandler(createWorkspace)
  async create(
    @Payload() request: CreateWorkspaceRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<{ workspaceId: number }> {
    const { id } = await this.createWorkspaceUseCase.execute(caller, request);
    return { workspaceId: id };
  }

  @RpcHandler(getWorkspace)
  get(@Payload() { workspaceId }: OfWorkspace, @CurrentCaller() caller: Caller): Promise<WorkspaceDetails> {
    return this.ownWorkspaces.show(workspaceId, caller.userId);
  }

  @RpcHandler(updateWorkspace)
  async update(@Payload() request: UpdateWorkspaceRequest, @CurrentCaller() caller: Caller): Promise<WorkspaceDetails> {
    await this.updateWorkspaceUseCase.execute(caller, request);
    return this.ownWorkspaces.show(request.workspaceId, caller.userId);
  }

  @RpcHandler(deleteWorkspace)
  async delete(
    @Payload() { workspaceId }: OfWorkspace,
    @CurrentCaller() caller: Caller,
  ): Promise<{ workspaceId: number }> {
    await this.deleteWorkspaceUseCase.execute(caller.userId, workspaceId);
    return { workspaceId };
  }
}
