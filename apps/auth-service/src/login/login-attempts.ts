import { Injectable } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import type { Account } from '../account/credential.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditKind } from '../audit/audit-record.js';
import { DeviceTokens } from './device-tokens.js';
import { devicesBuckets, strangersBuckets, type Bucket, type LoginBuckets } from './login-buckets.js';
import { LoginThrottleRepository } from './login-throttle.repository.js';

/** One attempt, counted before it is known how it ends, so that attempts made at once cannot outrun the count. */
export interface LoginAttempt extends LoginBuckets {
  /** Undefined when nobody signs in under what was typed. */
  readonly userId: string | undefined;
  readonly origin: SignInOrigin;
}

/**
 * Slows down whoever guesses passwords: five failures for an account from one network, then waits that double to 15
 * minutes, and far more in all for one account or one network. A stranger cannot lock anybody out: a device that
 * signed in before is counted by itself.
 */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly throttle: LoginThrottleRepository,
    private readonly devices: DeviceTokens,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Counts an attempt. Rejects with TOO_MANY_REQUESTS and the seconds to wait, in the same way whether or not there is
   * such an account.
   */
  async begin(account: Account | undefined, identifier: string, origin: SignInOrigin = {}): Promise<LoginAttempt> {
    const buckets = this.bucketsOf(account, identifier, origin);
    const attempt = { ...buckets, userId: account?.userId, origin };
    try {
      await this.unitOfWork.run(async (tx) => {
        if (!(await this.throttle.charge(tx, allOf(buckets)))) throw new ClosedError();
      });
    } catch (error) {
      if (!(error instanceof ClosedError)) throw error;
      await this.audit.add(undefined, { kind: 'login-throttled', userId: attempt.userId, origin });
      const retryAfterSeconds = await this.throttle.secondsToWait(allOf(buckets));
      const detail = `Too many failed attempts. Try again in ${retryAfterSeconds} seconds.`;
      throw new DomainError('TOO_MANY_REQUESTS', detail, undefined, { retryAfterSeconds });
    }
    return attempt;
  }

  /** The password was wrong, or the account is not there: the attempt stays counted. */
  async failed({ userId, origin }: LoginAttempt, kind: AuditKind = 'login-failed'): Promise<void> {
    await this.audit.add(undefined, { kind, userId, origin });
  }

  /** The password was right: what was counted against it is forgotten. */
  async succeeded(tx: Transaction, { own, common }: LoginAttempt): Promise<void> {
    await this.throttle.clear(own, tx);
    await this.throttle.refund(common, tx);
  }

  /** Nothing was decided: the attempt does not count. */
  async withdrawn(attempt: LoginAttempt): Promise<void> {
    await this.throttle.refund(allOf(attempt));
  }

  /** What the device shows at its next login: what it has, if that is good. */
  deviceTokenFor(userId: string, { deviceToken }: SignInOrigin): string {
    const isKnown = deviceToken !== undefined && this.devices.deviceOf(deviceToken, userId) !== undefined;
    return isKnown ? deviceToken : this.devices.issue(userId);
  }

  private bucketsOf(account: Account | undefined, identifier: string, origin: SignInOrigin): LoginBuckets {
    const { address, deviceToken } = origin;
    if (!account) return strangersBuckets(identifier.toLowerCase(), address);
    const device = deviceToken === undefined ? undefined : this.devices.deviceOf(deviceToken, account.userId);
    return device === undefined ? strangersBuckets(account.userId, address) : devicesBuckets(account.userId, device);
  }
}

/** Rolls back what was counted in the other buckets. */
class ClosedError extends Error {}

function allOf({ own, common }: LoginBuckets): readonly Bucket[] {
  return [...own, ...common];
}
