import { displayName, type Caller } from '@atrium/rpc';

import type { Activity } from './activity.entity.js';

/** A line that this service adds to a feed in the transaction of the change it tells of. */
export type NewActivity = Omit<Activity, 'id' | 'eventId' | 'seq'>;

interface ChangedWorkspace {
  readonly id: number;
  readonly name: string;
  /** When it was changed. */
  readonly createdAt: Date;
}

interface ChangedChannel extends ChangedWorkspace {
  readonly workspaceId: number;
}

/**
 * How what was done may begin, after the name of who did it. No line names anybody else: an account that ends takes
 * its name along, and only actors' names are looked up.
 */
export const DEEDS = [
  'sent a message in #',
  'created the workspace ',
  'renamed the workspace ',
  'archived the workspace ',
  'restored the workspace ',
  'joined the workspace',
  'left the workspace',
  'removed somebody from the workspace',
  'invited somebody',
  'created the channel #',
  'renamed a channel to #',
  'archived the channel #',
  'restored the channel #',
] as const;

type Deed = (typeof DEEDS)[number];

/** “John created the workspace Engineering Team”. */
export function workspaceWasCreated(caller: Caller, workspace: ChangedWorkspace): NewActivity {
  return ofWorkspace(caller, workspace, 'workspace_created', 'created the workspace ');
}

/** “John renamed the workspace Platform Team”: the new name. */
export function workspaceWasRenamed(caller: Caller, workspace: ChangedWorkspace): NewActivity {
  return ofWorkspace(caller, workspace, 'workspace_renamed', 'renamed the workspace ');
}

export function workspaceWasArchived(caller: Caller, workspace: ChangedWorkspace): NewActivity {
  return ofWorkspace(caller, workspace, 'workspace_archived', 'archived the workspace ');
}

export function workspaceWasRestored(caller: Caller, workspace: ChangedWorkspace): NewActivity {
  return ofWorkspace(caller, workspace, 'workspace_restored', 'restored the workspace ');
}

/** “John joined the workspace”; refers to the person, as all lines about members do. */
export function memberJoined(caller: Caller, workspaceId: number, joinedAt: Date): NewActivity {
  return ofMember(
    caller,
    { workspaceId, userId: caller.userId, at: joinedAt },
    'member_joined',
    'joined the workspace',
  );
}

export function memberLeft(caller: Caller, workspaceId: number, at: Date): NewActivity {
  return ofMember(caller, { workspaceId, userId: caller.userId, at }, 'member_left', 'left the workspace');
}

export function memberWasRemoved(caller: Caller, workspaceId: number, userId: string, at: Date): NewActivity {
  return ofMember(caller, { workspaceId, userId, at }, 'member_removed', 'removed somebody from the workspace');
}

/** “John invited somebody”; refers to the invitation. */
export function memberWasInvited(caller: Caller, workspaceId: number, invitationId: string, at: Date): NewActivity {
  return ofMember(caller, { workspaceId, userId: invitationId, at }, 'member_invited', 'invited somebody');
}

/** “John created the channel #general”; of a private channel only those in it are told, here and below. */
export function channelWasCreated(caller: Caller, channel: ChangedChannel): NewActivity {
  return ofChannel(caller, channel, 'channel_created', 'created the channel #');
}

/** “John renamed a channel to #random”. */
export function channelWasRenamed(caller: Caller, channel: ChangedChannel): NewActivity {
  return ofChannel(caller, channel, 'channel_renamed', 'renamed a channel to #');
}

export function channelWasArchived(caller: Caller, channel: ChangedChannel): NewActivity {
  return ofChannel(caller, channel, 'channel_archived', 'archived the channel #');
}

export function channelWasRestored(caller: Caller, channel: ChangedChannel): NewActivity {
  return ofChannel(caller, channel, 'channel_restored', 'restored the channel #');
}

function ofWorkspace(caller: Caller, { id, name, createdAt }: ChangedWorkspace, type: string, deed: Deed): NewActivity {
  return line(caller, { workspaceId: id, channelId: null, type, refId: String(id), createdAt }, `${deed}${name}`);
}

function ofMember(
  caller: Caller,
  { workspaceId, userId, at }: { readonly workspaceId: number; readonly userId: string; readonly at: Date },
  type: string,
  deed: Deed,
): NewActivity {
  return line(caller, { workspaceId, channelId: null, type, refId: userId, createdAt: at }, deed);
}

function ofChannel(caller: Caller, channel: ChangedChannel, type: string, deed: Deed): NewActivity {
  const { id, workspaceId, name, createdAt } = channel;
  return line(caller, { workspaceId, channelId: id, type, refId: String(id), createdAt }, `${deed}${name}`);
}

function line(
  caller: Caller,
  about: Omit<NewActivity, 'actorId' | 'actorEmail' | 'summary'>,
  done: string,
): NewActivity {
  const { userId, email } = caller;
  return { ...about, actorId: userId, actorEmail: email, summary: `${displayName(caller)} ${done}` };
}
