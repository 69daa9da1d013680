import { Injectable } from '@nestjs/common';
import { grantRevoked } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';

import { OidcRecordRepository } from '../storage/oidc-record.repository.js';

/** Takes back what a person allowed an application, and tells the suite, whichever way it was asked for. */
@Injectable()
export class RevokeGrant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: OidcRecordRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Removes the grant with all that was issued under it; false when there is none, or, if one is named, of this owner. */
  async execute(grantId: string, ownerId?: string): Promise<boolean> {
    const grant = await this.records.find('Grant', grantId);
    const { accountId: userId, clientId = '' } = grant ?? {};
    if (userId === undefined || (ownerId !== undefined && userId !== ownerId)) return false;
    const { scope = '' } = (grant?.openid ?? {}) as { scope?: string };
    return this.unitOfWork.run(async (tx) => {
      // Of several that revoke it at once, the one that removes it tells.
      if (!(await this.records.removeGrant(tx, grantId))) return false;
      await this.outbox.add(tx, grantRevoked, {
        grantId,
        userId,
        clientId,
        scopes: scope.split(' ').filter((name) => name !== ''),
        occurredAt: new Date().toISOString(),
      });
      return true;
    });
  }
}
