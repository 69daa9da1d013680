import { displayName, type Caller } from '@atrium/rpc';

import type { Activity } from './activity.entity.js';

/** A line that this service adds to a feed in the transaction of the change it tells of. */
export type NewActivity = Omit<Activity, 'id' | 'eventId'>;

interface CreatedWorkspace {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Date;
}

interface CreatedChannel extends CreatedWorkspace {
  readonly workspaceId: number;
}

/** “John created the workspace Engineering Team”. */
export function workspaceWasCreated(caller: Caller, { id, name, createdAt }: CreatedWorkspace): NewActivity {
  return {
    ...actorOf(caller),
    workspaceId: id,
    channelId: null,
    type: 'workspace_created',
    refId: String(id),
    summary: `${displayName(caller)} created the workspace ${name}`,
    createdAt,
  };
}

/** “John joined the workspace”; refers to the person. */
export function memberJoined(caller: Caller, workspaceId: number, joinedAt: Date): NewActivity {
  return {
    ...actorOf(caller),
    workspaceId,
    channelId: null,
    type: 'member_joined',
    refId: caller.userId,
    summary: `${displayName(caller)} joined the workspace`,
    createdAt: joinedAt,
  };
}

/** “John created the channel #general”; of a private channel only those in it are told. */
export function channelWasCreated(caller: Caller, { id, workspaceId, name, createdAt }: CreatedChannel): NewActivity {
  return {
    ...actorOf(caller),
    workspaceId,
    channelId: id,
    type: 'channel_created',
    refId: String(id),
    summary: `${displayName(caller)} created the channel #${name}`,
    createdAt,
  };
}

function actorOf({ userId, email }: Caller): Pick<Activity, 'actorId' | 'actorEmail'> {
  return { actorId: userId, actorEmail: email };
}
