import { Injectable } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { isRefusal } from '@atrium/rpc';

import { AuditLog } from '../../audit/audit-log.js';
import { LoginAttempts } from '../../login/login-attempts.js';
import { ProvePassword } from '../../login/prove-password.use-case.js';

/** Why nobody is signed in, for the one who tried. */
export interface PasswordFault {
  readonly fault: string;
}

const WRONG_PASSWORD = 'This username or password is not right.';

/** Signs people in on the provider's own page: the same check and the same limits as everywhere else. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly provePassword: ProvePassword,
    private readonly attempts: LoginAttempts,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** The user id, or what to show. */
  async execute(login: string, password: string, origin: SignInOrigin): Promise<string | PasswordFault> {
    try {
      const { account, attempt } = await this.provePassword.execute(login, password, origin);
      await this.unitOfWork.run(async (tx) => {
        await this.attempts.succeeded(tx, attempt);
        const { userId } = account;
        await this.audit.add(tx, {
          kind: 'logged-in',
          actorId: userId,
          userId,
          origin,
          details: { method: 'provider' },
        });
      });
      return account.userId;
    } catch (error) {
      if (isRefusal(error, 'TOO_MANY_REQUESTS')) return { fault: error.detail };
      if (isRefusal(error, 'INVALID_CREDENTIALS')) return { fault: WRONG_PASSWORD };
      throw error;
    }
  }
}
