import { Injectable } from '@nestjs/common';
import type { LoggedIn, LoginRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import { OpenSession } from '../session/open-session.use-case.js';
import { TokenIssuer } from '../session/token-issuer.js';
import { LoginAttempts } from './login-attempts.js';
import { invalidCredentials, ProvePassword } from './prove-password.use-case.js';

/** Exchanges a password for a session. */
@Injectable()
export class LogIn {
  constructor(
    private readonly provePassword: ProvePassword,
    private readonly attempts: LoginAttempts,
    private readonly openSession: OpenSession,
    private readonly tokens: TokenIssuer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with INVALID_CREDENTIALS, whatever is wrong, or with TOO_MANY_REQUESTS. */
  async execute({ identifier, password, family, origin = {} }: LoginRequest): Promise<LoggedIn> {
    const { account, attempt } = await this.provePassword.execute(identifier, password, origin);
    const session = await this.unitOfWork.run(async (tx) => {
      await this.attempts.succeeded(tx, attempt);
      return this.openSession.execute(tx, account.userId, { family, origin, method: 'password' });
    });
    if (!session) throw invalidCredentials();
    const tokens = await this.tokens.issue(account, session);
    return { userId: account.userId, tokens, deviceToken: this.attempts.deviceTokenFor(account.userId, origin) };
  }
}
