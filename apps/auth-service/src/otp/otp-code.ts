import { createHmac, randomInt } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

import type { OtpPurpose } from './otp.entity.js';

/** Six digits, each of the million codes equally likely. */
export function newOtpCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0');
}

/** What is stored of a code: HMAC-SHA-256, because a plain hash of six digits is guessed in no time. */
@Injectable()
export class OtpMac {
  private readonly keys: readonly Buffer[];

  constructor(ring: KeyRing) {
    this.keys = ring.derive('otp');
  }

  /** What this code may be stored as: one value for each key of the ring, the newest first. */
  candidates(purpose: OtpPurpose, address: string, code: string): Buffer[] {
    const message = JSON.stringify([purpose, address, code]);
    return this.keys.map((key) => createHmac('sha256', key).update(message).digest());
  }

  /** What a new code is stored as. */
  of(purpose: OtpPurpose, address: string, code: string): Buffer {
    const [newest] = this.candidates(purpose, address, code);
    if (!newest) throw new Error('A key ring needs a key');
    return newest;
  }
}
