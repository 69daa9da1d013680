import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { GoogleLinkRepository } from './google-link.repository.js';

/** Who has linked their account to Google. Nobody else's devices are told of. */
@Injectable()
export class GoogleLinks {
  private readonly logger = new Logger(GoogleLinks.name);

  constructor(private readonly links: GoogleLinkRepository) {}

  /**
   * Google asked which devices somebody has, under this grant; with each SYNC. That links them, and has the state of
   * all their devices reported once Google has digested the answer.
   */
  link(tx: Transaction, userId: string, grantId?: string): Promise<void> {
    return this.links.link(tx, userId, grantId ?? null);
  }

  /** Ends the link; whoever is not linked stays so. */
  async unlink(tx: Transaction, userId: string): Promise<void> {
    this.tell(await this.links.unlink(tx, [userId]), 'asked for');
  }

  /** Ends the links of people who have left. */
  async forget(tx: Transaction, userIds: readonly string[]): Promise<void> {
    this.tell(await this.links.unlink(tx, userIds), 'account deleted');
  }

  /** Ends the link that rests on this grant; a link by a later one stays. */
  async revoke(tx: Transaction, grant: { userId: string; grantId: string; occurredAt: string }): Promise<void> {
    this.tell(await this.links.unlinkGrant(tx, grant.userId, grant.grantId, grant.occurredAt), 'grant revoked');
  }

  isLinked(userId: string): Promise<boolean> {
    return this.links.isLinked(userId);
  }

  private tell(userIds: readonly string[], reason: string): void {
    for (const userId of userIds) this.logger.log({ msg: 'unlinked from Google', userId, reason });
  }
}
