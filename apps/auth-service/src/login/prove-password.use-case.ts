import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import type { Account } from '../account/credential.repository.js';
import { PasswordCheck } from '../account/password-check.js';
import { LoginAttempts, type LoginAttempt } from './login-attempts.js';

/** Longer than most hashes take, of whatever scheme, so that the time of a refusal does not tell who has an account. */
const REFUSE_AFTER_MS = 300;

/** Somebody who has shown their password. */
export interface PasswordProof {
  readonly account: Account;
  /** Counted as a failure until `LoginAttempts.succeeded` takes that back. */
  readonly attempt: LoginAttempt;
}

/** Decides whose a user name (or an address) and a password are, and slows down who guesses. */
@Injectable()
export class ProvePassword {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly attempts: LoginAttempts,
  ) {}

  /** Rejects with INVALID_CREDENTIALS, whatever is wrong, or with TOO_MANY_REQUESTS. */
  async execute(identifier: string, password: string, origin: SignInOrigin): Promise<PasswordProof> {
    const account = await this.passwords.accountOf(identifier);
    const attempt = await this.attempts.begin(account, identifier, origin);
    const refusalIsDue = delay(REFUSE_AFTER_MS);
    if ((await this.passes(attempt, account, password)) && account) return { account, attempt };
    await Promise.all([this.attempts.failed(attempt), refusalIsDue]);
    throw invalidCredentials();
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

/** The same words whatever is wrong. */
export function invalidCredentials(): DomainError {
  return new DomainError('INVALID_CREDENTIALS', 'No active account found with the given credentials');
}
