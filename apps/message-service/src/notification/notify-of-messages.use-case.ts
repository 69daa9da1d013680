import { Injectable } from '@nestjs/common';
import type { MessageSent } from '@atrium/contracts';

import { AddresseeRepository } from './addressee.repository.js';
import { notificationOf, type ConversationTitle } from './new-notification.js';
import { MAX_STORED_TOGETHER, NotificationLog } from './notification-log.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Notifies those whom messages concern. Repeating it notifies nobody twice. */
@Injectable()
export class NotifyOfMessages {
  constructor(
    private readonly addressees: AddresseeRepository,
    private readonly log: NotificationLog,
  ) {}

  /** Most messages of channels concern nobody in particular and cost no query. */
  async execute(messages: readonly MessageSent[]): Promise<void> {
    const sent = [...new Map(messages.filter(isAddressed).map((one) => [one.messageId, one])).values()];
    if (sent.length === 0) return;
    const titles = await this.addressees.findTitles([...new Set(sent.map(({ conversationId }) => conversationId))]);
    const addressed = await this.addressees.findAddressed(sent);
    await this.log.add(
      sent.flatMap((one) => {
        const title = titles.get(one.conversationId);
        return title ? (addressed.get(one.messageId) ?? []).map((person) => notificationOf(one, title, person)) : [];
      }),
    );
    for (const one of sent) {
      const title = titles.get(one.conversationId);
      if (title && one.mentionsEveryone && one.channelId !== null) await this.notifyReaders(one, title);
    }
  }

  /** As many people as may read, in steps that each hold locks for a moment only. */
  private async notifyReaders(sent: MessageSent, title: ConversationTitle): Promise<void> {
    let after: string | undefined = BEFORE_ALL;
    while (after !== undefined) {
      const { wanted, next } = await this.addressees.findReaders(sent, after, MAX_STORED_TOGETHER);
      await this.log.add(
        wanted.map((userId) => notificationOf(sent, title, { userId, kind: 'mention', isNamed: false })),
      );
      after = next;
    }
  }
}

function isAddressed({ channelId, mentions, mentionsEveryone, replyTo }: MessageSent): boolean {
  return channelId === null || mentions.length > 0 || mentionsEveryone || typeof replyTo === 'string';
}
