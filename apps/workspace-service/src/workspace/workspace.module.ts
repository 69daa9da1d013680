import { Module } from '@nestjs/common';

import { ActivityModule } from '../activity/activity.module.js';
import { ChangeModule } from '../change/change.module.js';
import { MembershipModule } from '../membership/membership.module.js';
import { CreateWorkspace } from './create-workspace.use-case.js';
import { DeleteWorkspace } from './delete-workspace.use-case.js';
import { ListWorkspaces } from './list-workspaces.use-case.js';
import { OwnWorkspaces } from './own-workspaces.js';
import { UpdateWorkspace } from './update-workspace.use-case.js';
import { WorkspaceController } from './workspace.controller.js';
import { WorkspaceRepository } from './workspace.repository.js';

@Module({
  imports: [ChangeModule, MembershipModule, ActivityModule],
  controllers: [WorkspaceController],
  providers: [CreateWorkspace, ListWorkspaces, OwnWorkspaces, UpdateWorkspace, DeleteWorkspace, WorkspaceRepository],
  exports: [WorkspaceRepository],
})
export class WorkspaceModule {}
