import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { ApplicationRepository } from './application/application.repository.js';
import { OidcRecordRepository } from './storage/oidc-record.repository.js';

/**
 * Removes what people leave behind at the provider: their applications, and their sessions, grants and tokens there.
 * What others had allowed these applications opens nothing without them, and goes when its time is over.
 */
@Injectable()
export class RemoveOauthTraces {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly records: OidcRecordRepository,
  ) {}

  async execute(tx: Transaction, userIds: readonly string[]): Promise<void> {
    await this.applications.removeOfOwners(tx, userIds);
    await this.records.removeOfAccounts(tx, userIds);
  }
}
