import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { CredentialRepository, type Account } from '../account/credential.repository.js';
import { PasswordCheck } from '../account/password-check.js';
import { LoginAttempts, type LoginAttempt } from '../login/login-attempts.js';
import { RenewPassword } from './renew-password.js';

/** Changes a password for its owner, who has to know the old one: an open session alone is not enough. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly passwords: PasswordCheck,
    private readonly attempts: LoginAttempts,
    private readonly renewPassword: RenewPassword,
  ) {}

  /** Rejects with PASSWORD_WRONG, or TOO_MANY_REQUESTS after too many guesses. Ends the caller's other sessions. */
  async execute({ currentPassword, newPassword, origin = {} }: ChangePasswordRequest, caller: Caller): Promise<void> {
    const { userId, sessionId: keptSessionId } = caller;
    const account = await this.credentials.findAccountOf(userId);
    const attempt = await this.attempts.begin(account, userId, origin);
    if (!(await this.passes(attempt, account, currentPassword)) || !account) {
      await this.attempts.failed(attempt, 'password-change-failed');
      const detail = 'This is not your current password';
      throw new DomainError('PASSWORD_WRONG', detail, { currentPassword: [detail] });
    }
    const record = { kind: 'password-changed', actorId: userId, origin } as const;
    await this.renewPassword.execute(newPassword, async (tx) => {
      await this.attempts.succeeded(tx, attempt);
      return { account, record, keptSessionId };
    });
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
