import { Injectable } from '@nestjs/common';

import type { ConversationPlace } from '../conversation/conversation.repository.js';
import { HeadsBeacon } from '../heads/heads-beacon.js';
import { MessageRepository, type MessageEvent, type Placed } from './message.repository.js';

/** Messages stored by one statement at most: bounds how long the conversation is locked. */
const MAX_TOGETHER = 64;

interface Waiting {
  readonly event: MessageEvent;
  readonly resolve: (placed: Placed | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The end of each conversation's log. A conversation takes one statement at a time from this process; what arrives
 * meanwhile is stored together by the next one. So a busy channel costs a commit for many messages instead of a queue
 * of database connections that wait for one row.
 */
@Injectable()
export class MessageLog {
  private readonly queues = new Map<string, Waiting[]>();

  constructor(
    private readonly messages: MessageRepository,
    private readonly heads: HeadsBeacon,
  ) {}

  /** As {@link MessageRepository.append} of one message. */
  append(place: ConversationPlace, event: MessageEvent): Promise<Placed | undefined> {
    return new Promise((resolve, reject) => {
      const waiting = { event, resolve, reject };
      const queue = this.queues.get(place.conversationId);
      if (queue) {
        queue.push(waiting);
      } else {
        this.queues.set(place.conversationId, [waiting]);
        void this.work(place);
      }
    });
  }

  private async work(place: ConversationPlace): Promise<void> {
    const queue = this.queues.get(place.conversationId) ?? [];
    while (queue.length > 0) await this.store(place, queue.splice(0, MAX_TOGETHER));
    this.queues.delete(place.conversationId);
  }

  /** One that cannot be stored fails them all; then each is tried alone, so that it fails alone. */
  private async store(place: ConversationPlace, together: readonly Waiting[]): Promise<void> {
    try {
      const placed = await this.messages.append(
        place,
        together.map(({ event }) => event),
      );
      this.heads.note(place.conversationId, Math.max(...placed.map((one) => one?.seq ?? 0)));
      together.forEach(({ resolve }, index) => resolve(placed[index]));
    } catch (error) {
      const [only] = together;
      if (together.length === 1) only?.reject(error);
      else for (const one of together) await this.store(place, [one]);
    }
  }
}
