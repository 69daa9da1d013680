import { ArrayMaxSize, IsArray, IsIn, IsInt, IsISO8601, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';
import { defineRpc, reply } from '../rpc-contract.js';

export const PRESENCE_STATUSES = ['online', 'idle', 'offline'] as const;
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

export class PresenceChanged {
  @IsUUID()
  readonly userId!: string;

  @IsIn(PRESENCE_STATUSES)
  readonly status!: PresenceStatus;

  /** Grows with each change of this person's. */
  @IsInt()
  readonly rev!: number;

  @IsISO8601()
  readonly lastActive!: string;
}

/** Somebody came, went, or fell idle. Plain NATS and no durable fact: presence is never stored. */
export const presenceChanged = defineEvent({
  subject: 'realtime.event.presence-changed.v1',
  payload: PresenceChanged,
  key: ({ userId }) => userId,
});

export class GetPresenceRequest {
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  readonly userIds!: readonly string[];
}

export interface PresenceState {
  readonly userId: string;
  readonly status: PresenceStatus;
  readonly rev: number;
  /** ISO 8601, UTC; null for somebody not seen lately. */
  readonly lastActive: string | null;
}

/** Where people are just now; the caller makes sure that whoever asks may know. */
export const getPresence = defineRpc({
  subject: 'realtime.rpc.get-presence.v1',
  request: GetPresenceRequest,
  response: reply<PresenceState[]>(),
  access: 'service',
});
