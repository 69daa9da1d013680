import { DirectoryModule } from '@atrium/directory';
import type { ServiceDefinition } from '@atrium/service';
import type { z } from 'zod';

import { ActivityModule } from './activity/activity.module.js';
import { ChannelModule } from './channel/channel.module.js';
import { CoMemberModule } from './co-member/co-member.module.js';
import { workspaceServiceConfig } from './config.js';
import { entities, migrations } from './database/schema.js';
import { InvitationModule } from './invitation/invitation.module.js';
import { MemberModule } from './member/member.module.js';
import { MetricModule } from './metric/metric.module.js';
import { UpkeepModule } from './upkeep/upkeep.module.js';
import { WorkspaceModule } from './workspace/workspace.module.js';

/** The service of workspaces, their members and channels, and what happens in them. */
export const workspaceService: ServiceDefinition<z.output<typeof workspaceServiceConfig>> = {
  name: 'workspace-service',
  service: 'workspace',
  config: workspaceServiceConfig,
  database: (settings) => ({ settings, entities, migrations }),
  imports: () => [
    DirectoryModule.forService('workspace'),
    WorkspaceModule,
    MemberModule,
    ChannelModule,
    CoMemberModule,
    ActivityModule,
    MetricModule,
    InvitationModule,
    UpkeepModule,
  ],
};
