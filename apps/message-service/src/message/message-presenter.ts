import { Injectable } from '@nestjs/common';
import { toSeedTime, type MessageView } from '@atrium/contracts';
import { People, type Person } from '@atrium/directory';

import type { ListedMessage } from './message.repository.js';

type Directory = ReadonlyMap<string, Pick<Person, 'email'>>;

const NOBODY: Directory = new Map();

/** Shows stored messages as clients see them. */
@Injectable()
export class MessagePresenter {
  constructor(private readonly people: People) {}

  /**
   * The messages in their order. A sender whom this service does not know yet is looked up in the directory; one who
   * is not there either has no address.
   */
  async present(messages: readonly ListedMessage[]): Promise<MessageView[]> {
    const unknown = messages.filter(({ senderEmail }) => senderEmail === null).map(({ senderId }) => senderId);
    const directory = unknown.length === 0 ? NOBODY : await this.people.find([...new Set(unknown)]);
    return messages.map((message) => toMessageView(message, directory));
  }
}

function toMessageView(message: ListedMessage, directory: Directory): MessageView {
  return {
    id: message.id,
    sender_email: message.senderEmail ?? directory.get(message.senderId)?.email ?? '',
    body: message.body,
    created_at: toSeedTime(message.createdAt),
  };
}
