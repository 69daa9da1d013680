import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** OWASP's minimum for Argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const HASHES_AT_ONCE = 2;

/** Hashes the PINs of devices with Argon2id (RFC 9106), a few at a time. */
@Injectable()
export class PinHasher {
  private readonly limit = pLimit(HASHES_AT_ONCE);

  /** The hash in PHC string format. */
  hash(pin: string): Promise<string> {
    return this.limit(() => hash(pin, PARAMETERS));
  }

  verify(stored: string, pin: string): Promise<boolean> {
    return this.limit(() => verify(stored, pin));
  }
}
