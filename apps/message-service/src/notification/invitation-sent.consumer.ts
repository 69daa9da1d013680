import { Injectable } from '@nestjs/common';
import { invitationSent, type InvitationSent } from '@atrium/contracts';
import { People, type Person } from '@atrium/directory';
import { IdempotentEventConsumer, type Delivered, type IdempotentEventHandler } from '@atrium/events';
import { displayName } from '@atrium/rpc';

import type { NewNotification } from './new-notification.js';
import { NotificationLog } from './notification-log.js';
import { NotificationSettingsRepository } from './notification-settings.repository.js';

/** Notifies whoever is asked into a workspace by name; an invitation by mail alone is no account's. */
@Injectable()
@IdempotentEventConsumer(invitationSent, 'message-notification-invitation')
export class InvitationSentConsumer implements IdempotentEventHandler<InvitationSent> {
  constructor(
    private readonly people: People,
    private readonly settings: NotificationSettingsRepository,
    private readonly log: NotificationLog,
  ) {}

  async apply(events: readonly Delivered<InvitationSent>[]): Promise<void> {
    const sent = new Map(events.map(({ payload }) => [payload.invitationId, payload]));
    const invitations = [...sent.values()].filter(({ userId, invitedBy }) => userId && userId !== invitedBy);
    if (invitations.length === 0) return;
    const people = await this.people.find([...new Set(invitations.map(({ invitedBy }) => invitedBy))]);
    const wanting = await this.settings.findWanting(
      'invitation',
      invitations.flatMap(({ userId }) => userId ?? []),
    );
    await this.log.add(
      invitations.flatMap((invitation) => {
        const { userId, invitedBy } = invitation;
        const actor = people.get(invitedBy);
        return actor && userId && wanting.has(userId) ? [notificationOf(invitation, userId, actor)] : [];
      }),
    );
  }
}

function notificationOf(
  { invitationId, workspaceId, workspaceName, occurredAt }: InvitationSent,
  userId: string,
  actor: Person,
): NewNotification {
  return {
    userId,
    kind: 'invitation',
    sourceId: invitationId,
    actorId: actor.userId,
    actorEmail: actor.email,
    actorName: displayName(actor),
    phrase: `invited you to ${workspaceName}`,
    workspaceId,
    channelId: null,
    conversationId: null,
    createdAt: new Date(occurredAt),
  };
}
