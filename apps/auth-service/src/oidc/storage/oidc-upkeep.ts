import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { OidcRecordRepository } from './oidc-record.repository.js';

const REMOVE_EXPIRED_EVERY_MS = 60_000;
const BATCH = 1_000;

/** Forgets the provider's expired artefacts while the process runs, a batch at a time. */
@Injectable()
export class OidcUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly removing: RepeatedTask;

  constructor(private readonly records: OidcRecordRepository) {
    this.removing = new RepeatedTask('remove expired OIDC records', REMOVE_EXPIRED_EVERY_MS, () => this.removeAll());
  }

  onApplicationBootstrap(): void {
    this.removing.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.removing.stop();
  }

  private async removeAll(): Promise<void> {
    while ((await this.records.removeExpired(BATCH)) === BATCH);
  }
}
