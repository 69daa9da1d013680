import { Injectable } from '@nestjs/common';
import { conversationRead, type ReadMarker } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

/** Tells a person's other devices what they have read. */
@Injectable()
export class ReadingEvents {
  constructor(private readonly outbox: Outbox) {}

  async tell(tx: Transaction, userId: string, states: readonly ReadMarker[]): Promise<void> {
    const occurredAt = new Date().toISOString();
    for (const state of states) await this.outbox.add(tx, conversationRead, { userId, ...state, occurredAt });
  }
}
