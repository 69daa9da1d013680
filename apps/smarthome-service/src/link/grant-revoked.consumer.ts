import { Injectable } from '@nestjs/common';
import { grantRevoked, type GrantRevoked } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { GoogleLinks } from './google-links.js';

/** Somebody took back what they had allowed: where that was Google's, reports end. */
@Injectable()
@EventConsumer(grantRevoked, 'smarthome-grant-revoked')
export class GrantRevokedConsumer implements EventHandler<GrantRevoked> {
  constructor(private readonly links: GoogleLinks) {}

  async handle(tx: Transaction, events: readonly Delivered<GrantRevoked>[]): Promise<void> {
    for (const { payload } of events) {
      if (payload.scopes.includes('smarthome')) await this.links.revoke(tx, payload);
    }
  }
}
