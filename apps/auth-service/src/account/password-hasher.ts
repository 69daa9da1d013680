import { availableParallelism } from 'node:os';

import { Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { DomainError } from '@atrium/rpc';
import pLimit from 'p-limit';

import { verifyStored } from './stored-password.js';

/** OWASP's minimum for Argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each hash takes 19 MiB and one of libuv's four threads for tens of milliseconds; one thread stays for the rest. */
const HASHES_AT_ONCE = Math.min(3, availableParallelism());

/** More than this many waiting could not be served before their callers have gone. */
const MAX_WAITING = 100;

/** How a hash of the chosen cost begins. */
const CURRENT_PREFIX = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

/**
 * A hash of a password that nobody knows, at the chosen cost: what somebody without an account is checked against, so
 * that their refusal takes as long as any other.
 */
const NOBODYS_HASH = `${CURRENT_PREFIX}RHnM9Jz0l+/D0/Dyk6cV3w$UJesqYQtWnPDE+76nEDWtwWyVDgXLiXj05COTqY9L6Q`;

/** Hashes passwords with Argon2id (RFC 9106), and verifies them, a few at a time. */
@Injectable()
export class PasswordHasher {
  private readonly limit = pLimit(HASHES_AT_ONCE);

  /**
   * The hash in PHC string format. The password is normalised to NFKC, so that it is the same however it was typed.
   * Rejects with SERVICE_UNAVAILABLE when too many wait already.
   */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), PARAMETERS));
  }

  /**
   * True if the password is the one behind the stored hash, of whatever scheme it is. Without a hash it takes the time
   * and is false. Rejects with SERVICE_UNAVAILABLE when too many wait already.
   */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const isRight = await this.inTurn(() => verifyStored(stored ?? NOBODYS_HASH, password));
    return isRight && stored !== undefined;
  }

  /** True for a hash of another scheme or cost than the chosen one: to be replaced when its password is next seen. */
  isOutdated(stored: string): boolean {
    return !stored.startsWith(CURRENT_PREFIX);
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.limit.pendingCount >= MAX_WAITING) {
      throw new DomainError('SERVICE_UNAVAILABLE', 'Too many people sign in now, please try again shortly');
    }
    return this.limit(work);
  }
}
