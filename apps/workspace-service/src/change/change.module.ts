import { Module } from '@nestjs/common';

import { MembershipModule } from '../membership/membership.module.js';
import { WorkspaceChanges } from './workspace-changes.js';

/** Lets the features of the service change workspaces one change after the other. */
@Module({
  imports: [MembershipModule],
  providers: [WorkspaceChanges],
  exports: [WorkspaceChanges],
})
export class ChangeModule {}
