import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { conversationHeads, type ConversationHeads } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';

const TELL_EVERY_MS = 2_000;
/** Conversations named in one message at most, which keeps it far below NATS's limit. */
const MAX_TOGETHER = 5_000;

/**
 * Tells gateways now and then how far the logs go that this process has added to. A gateway that lost the last event
 * of a log would else not notice before the next one.
 */
@Injectable()
export class HeadsBeacon implements OnApplicationBootstrap, OnModuleDestroy {
  private heads = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly nats: NatsLink) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tell(), TELL_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** A log goes as far as this now. */
  note(conversationId: string, seq: number): void {
    if (seq > (this.heads.get(conversationId) ?? 0)) this.heads.set(conversationId, seq);
  }

  private tell(): void {
    if (this.heads.size === 0 || !this.nats.isUp) return;
    const heads = [...this.heads];
    this.heads = new Map();
    for (let first = 0; first < heads.length; first += MAX_TOGETHER) {
      const told: ConversationHeads = { heads: Object.fromEntries(heads.slice(first, first + MAX_TOGETHER)) };
      this.nats.connection.publish(conversationHeads.subject, JSON.stringify(told));
    }
  }
}
