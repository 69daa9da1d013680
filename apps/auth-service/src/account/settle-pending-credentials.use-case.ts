import { Injectable, Logger } from '@nestjs/common';
import { findUsers } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';

import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { fromUserView } from './identity.view.js';

/** By then the registration itself and the event that completes it have had their time; seconds. */
const STALE_AFTER_SECONDS = 3_600;
/** The most that the directory answers for at once. */
const BATCH = 500;

/** Ends the limbo of registrations that broke off: asks user-service who exists, activates those, forgets the others. */
@Injectable()
export class SettlePendingCredentials {
  private readonly logger = new Logger(SettlePendingCredentials.name);

  constructor(
    private readonly credentials: CredentialRepository,
    private readonly identities: IdentityRepository,
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(): Promise<void> {
    const stale = await this.credentials.findStale(STALE_AFTER_SECONDS, BATCH);
    if (stale.length === 0) return;
    const users = await this.rpc.call(findUsers, { ids: stale }, AS_SERVICE);
    const existing = new Set(users.map(({ id }) => id));
    await this.unitOfWork.run(async (tx) => {
      await this.credentials.activate([...existing], tx);
      await this.identities.store(users.map(fromUserView), tx);
    });
    await this.credentials.removePending(stale.filter((id) => !existing.has(id)));
    this.logger.log({ msg: 'pending credentials settled', kept: existing.size, removed: stale.length - existing.size });
  }
}
