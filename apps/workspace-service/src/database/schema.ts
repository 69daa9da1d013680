import { Activity } from '../activity/activity.entity.js';
import { ChannelMember } from '../channel-member/channel-member.entity.js';
import { Channel } from '../channel/channel.entity.js';
import { WorkspaceMember } from '../membership/workspace-member.entity.js';
import { Workspace } from '../workspace/workspace.entity.js';
import { CreateWorkspace1795254000000 } from './migrations/1795254000000-create-workspace.js';
import { NumberChanges1795257000000 } from './migrations/1795257000000-number-changes.js';
import { NumberActivities1795257100000 } from './migrations/1795257100000-number-activities.js';
import { MoveInChannels1795257200000 } from './migrations/1795257200000-move-in-channels.js';
import { CountMessages1795257300000 } from './migrations/1795257300000-count-messages.js';
import { CreateInvitation1795257400000 } from './migrations/1795257400000-create-invitation.js';

export const entities = [Workspace, WorkspaceMember, Channel, ChannelMember, Activity];
export const migrations = [
  CreateWorkspace1795254000000,
  NumberChanges1795257000000,
  NumberActivities1795257100000,
  MoveInChannels1795257200000,
  CountMessages1795257300000,
  CreateInvitation1795257400000,
];
