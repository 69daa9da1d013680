import { availableParallelism } from 'node:os';

import { Injectable } from '@nestjs/common';
import { hash } from '@node-rs/argon2';
import { DomainError } from '@atrium/rpc';
import pLimit from 'p-limit';

/** OWASP's minimum for Argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each hash takes 19 MiB and one of libuv's four threads for tens of milliseconds; one thread stays for the rest. */
const HASHES_AT_ONCE = Math.min(3, availableParallelism());

/** More than this many waiting could not be served before their callers have gone. */
const MAX_WAITING = 100;

/** Hashes passwords with Argon2id (RFC 9106), a few at a time. */
@Injectable()
export class PasswordHasher {
  private readonly limit = pLimit(HASHES_AT_ONCE);

  /**
   * The hash in PHC string format. The password is normalised to NFKC, so that it is the same however it was typed.
   * Rejects with SERVICE_UNAVAILABLE when too many wait already.
   */
  async hash(password: string): Promise<string> {
    if (this.limit.pendingCount >= MAX_WAITING) {
      throw new DomainError('SERVICE_UNAVAILABLE', 'Too many people register now, please try again shortly');
    }
    return this.limit(() => hash(password.normalize('NFKC'), PARAMETERS));
  }
}
