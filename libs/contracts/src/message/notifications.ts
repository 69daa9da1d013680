import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsUUID,
  Max,
  Min,
} from 'class-validator';

import { defineEvent } from '../event-contract.js';
import { defineRpc, reply } from '../rpc-contract.js';

export const NOTIFICATION_KINDS = ['mention', 'direct', 'reply', 'invitation'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** A notification as its owner sees it. */
export interface NotificationView {
  /** Its place in its owner's list: 1, 2, 3 … without a gap. */
  readonly seq: number;
  readonly kind: NotificationKind;
  /** One sentence for people, such as `Ada mentioned you in #general`. */
  readonly message: string;
  readonly actor_email: string | null;
  readonly workspace_id: number | null;
  readonly channel_id: number | null;
  readonly conversation_id: string | null;
  readonly message_id: string | null;
  /** Of invitations alone. */
  readonly invitation_id?: string;
  readonly is_read: boolean;
  /** Present once the message it tells of was deleted: it says so instead, and counts as read. */
  readonly is_withdrawn?: true;
  /** UTC without an offset, to the second. */
  readonly created_at: string;
}

export class NotificationCreated {
  @IsUUID()
  readonly userId!: string;

  @IsInt()
  readonly seq!: number;

  @IsIn(NOTIFICATION_KINDS)
  readonly kind!: NotificationKind;

  @IsObject()
  readonly notification!: NotificationView;

  @IsISO8601()
  readonly occurredAt!: string;
}

/** Somebody has a new notification. */
export const notificationCreated = defineEvent({
  subject: 'message.event.notification-created.v1',
  payload: NotificationCreated,
  key: ({ userId }) => userId,
});

export class FollowNotificationsRequest {
  /** The last one the caller has; without it none is repeated. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly since?: number;
}

export interface FollowedNotifications {
  readonly head: number;
  /** Those after `since`, oldest first, 500 at most. */
  readonly missed: readonly NotificationView[];
  readonly isComplete: boolean;
}

/** What a socket needs to follow the caller's notifications. */
export const followNotifications = defineRpc({
  subject: 'message.rpc.follow-notifications.v1',
  request: FollowNotificationsRequest,
  response: reply<FollowedNotifications>(),
  access: 'user',
});

export class AcknowledgeNotificationsRequest {
  /** This one and all before it are read. */
  @IsInt()
  @Min(0)
  readonly upTo!: number;
}

/** Marks the caller's notifications as read; repeating it changes nothing. */
export const acknowledgeNotifications = defineRpc({
  subject: 'message.rpc.acknowledge-notifications.v1',
  request: AcknowledgeNotificationsRequest,
  response: reply<{ readonly unread: number }>(),
  access: 'user',
});

export class ListNotificationsRequest {
  /** Leaves out what is read. */
  @IsOptional()
  @IsBoolean()
  readonly unread?: boolean;

  /** Those before this one. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly before?: number;

  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit!: number;
}

export interface NotificationPage {
  /** Newest first. */
  readonly items: readonly NotificationView[];
  /** What to ask for the rest with, as `before`; null when this is all. */
  readonly next: number | null;
  /** How many there are that are not read. */
  readonly unread: number;
}

/** The caller's notifications. */
export const listNotifications = defineRpc({
  subject: 'message.rpc.list-notifications.v1',
  request: ListNotificationsRequest,
  response: reply<NotificationPage>(),
  access: 'user',
});

/** Notifications marked as read one by one in one call at most. */
export const MAX_READ_TOGETHER = 200;

export class ReadNotificationsRequest {
  /** Their `seq`s. Those that are not there change nothing. */
  @IsArray()
  @ArrayMaxSize(MAX_READ_TOGETHER)
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  @Min(1, { each: true })
  @IsInt({ each: true })
  readonly seqs!: readonly number[];
}

/** Marks single ones of the caller's notifications as read; repeating it changes nothing. */
export const readNotifications = defineRpc({
  subject: 'message.rpc.read-notifications.v1',
  request: ReadNotificationsRequest,
  response: reply<{ readonly unread: number }>(),
  access: 'user',
});
