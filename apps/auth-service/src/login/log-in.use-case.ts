import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { LoggedIn, LoginRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import type { Account } from '../account/credential.repository.js';
import { PasswordCheck } from '../account/password-check.js';
import { OpenSession } from '../session/open-session.use-case.js';
import { TokenIssuer } from '../session/token-issuer.js';
import { LoginAttempts, type LoginAttempt } from './login-attempts.js';

/** Longer than most hashes take, of whatever scheme, so that the time of a refusal does not tell who has an account. */
const REFUSE_AFTER_MS = 300;

/** Exchanges a password for a session. */
@Injectable()
export class LogIn {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly attempts: LoginAttempts,
    private readonly openSession: OpenSession,
    private readonly tokens: TokenIssuer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with INVALID_CREDENTIALS, whatever is wrong, or with TOO_MANY_REQUESTS. */
  async execute({ identifier, password, family, origin = {} }: LoginRequest): Promise<LoggedIn> {
    const account = await this.passwords.accountOf(identifier);
    const attempt = await this.attempts.begin(account, identifier, origin);
    const refusalIsDue = delay(REFUSE_AFTER_MS);
    if (!(await this.passes(attempt, account, password)) || !account) {
      await Promise.all([this.attempts.failed(attempt), refusalIsDue]);
      throw new DomainError('INVALID_CREDENTIALS', 'No active account found with the given credentials');
    }
    const session = await this.unitOfWork.run(async (tx) => {
      await this.attempts.succeeded(tx, attempt);
      return this.openSession.execute(tx, account.userId, { family, origin, method: 'password' });
    });
    const tokens = await this.tokens.issue(account, session);
    return { userId: account.userId, tokens, deviceToken: this.attempts.deviceTokenFor(account.userId, origin) };
  }

  private async passes(attempt: LoginAttempt, account: Account | undefined, password: string): Promise<boolean> {
    try {
      return await this.passwords.passes(account, password);
    } catch (error) {
      await this.attempts.withdrawn(attempt);
      throw error;
    }
  }
}
