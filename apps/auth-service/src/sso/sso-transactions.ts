import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KeyRing } from '@atrium/secrets';

import { UsedStateRepository } from './used-state.repository.js';

/** How long somebody may take to sign in at the provider, in seconds. */
export const TRANSACTION_LIFETIME_SECONDS = 600;

const CONTEXT = 'sso transaction';
const STATE_BYTES = 32;

const contents = z.object({ state: z.string(), verifier: z.string(), returnTo: z.string(), expiresAt: z.number() });

export interface BegunTransaction {
  readonly state: string;
  /** For the browser to keep; it can neither read nor change it. */
  readonly sealed: string;
}

/** What was agreed when the login began. */
export type AgreedTransaction = Pick<z.infer<typeof contents>, 'verifier' | 'returnTo'>;

/**
 * Binds a login at the provider to the browser that began it: the browser keeps state and PKCE verifier, sealed, and
 * must show them when it comes back. Nothing is stored for logins that are never finished; those that are, count once.
 */
@Injectable()
export class SsoTransactions {
  constructor(
    private readonly keys: KeyRing,
    private readonly usedStates: UsedStateRepository,
  ) {}

  begin(verifier: string, returnTo: string): BegunTransaction {
    const state = randomBytes(STATE_BYTES).toString('base64url');
    const expiresAt = Date.now() + TRANSACTION_LIFETIME_SECONDS * 1_000;
    const text = JSON.stringify({ state, verifier, returnTo, expiresAt });
    return { state, sealed: this.keys.seal(Buffer.from(text), CONTEXT).toString('base64url') };
  }

  /** Uses a transaction up; undefined when it is not genuine, too old, used, or another browser's. */
  async use(sealed: string, state: string): Promise<AgreedTransaction | undefined> {
    const agreed = this.open(sealed);
    if (!agreed || agreed.expiresAt < Date.now() || !isSame(agreed.state, state)) return undefined;
    const isFirst = await this.usedStates.add(digest(state), TRANSACTION_LIFETIME_SECONDS);
    return isFirst ? agreed : undefined;
  }

  private open(sealed: string): z.infer<typeof contents> | undefined {
    try {
      return contents.parse(JSON.parse(this.keys.open(Buffer.from(sealed, 'base64url'), CONTEXT).toString()));
    } catch {
      return undefined;
    }
  }
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
