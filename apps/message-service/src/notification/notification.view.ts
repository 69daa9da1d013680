import { toSeedTime, type NotificationView } from '@atrium/contracts';

import type { NewNotification } from './new-notification.js';

/** A notification in its owner's list. */
export interface ListedNotification extends Omit<NewNotification, 'userId' | 'actorId'> {
  readonly seq: number;
  readonly isRead: boolean;
  /** Whether the message it tells of was deleted. */
  readonly isWithdrawn: boolean;
}

export function toNotificationView(notification: ListedNotification): NotificationView {
  const { seq, kind, sourceId, actorEmail, actorName, phrase, isRead, isWithdrawn, createdAt } = notification;
  const isInvitation = kind === 'invitation';
  return {
    seq,
    kind,
    message: isWithdrawn ? `A message of ${actorName} was deleted` : `${actorName} ${phrase}`,
    actor_email: actorEmail,
    workspace_id: notification.workspaceId,
    channel_id: notification.channelId,
    conversation_id: notification.conversationId,
    message_id: isInvitation ? null : sourceId,
    ...(isInvitation ? { invitation_id: sourceId } : {}),
    is_read: isRead,
    ...(isWithdrawn ? { is_withdrawn: true } : {}),
    created_at: toSeedTime(createdAt),
  };
}
