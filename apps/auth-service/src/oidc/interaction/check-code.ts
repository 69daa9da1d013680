import { Injectable } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import { AuditLog } from '../../audit/audit-log.js';
import { ProveAddress } from '../../otp/prove-address.use-case.js';

/** Signs people in with a mailed code on the provider's own pages: the same codes and limits as everywhere else. */
@Injectable()
export class CheckCode {
  constructor(
    private readonly proveAddress: ProveAddress,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** The user id; undefined whatever is wrong. */
  execute(email: string, code: string, origin: SignInOrigin): Promise<string | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const identity = await this.proveAddress.execute(tx, email, code);
      if (!identity) return undefined;
      const { userId } = identity;
      const details = { method: 'provider-code' };
      await this.audit.add(tx, { kind: 'logged-in', actorId: userId, userId, origin, details });
      return userId;
    });
  }
}
