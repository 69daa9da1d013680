import { createPublicKey, type KeyObject } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { getJwks } from '@atrium/contracts';
import { RpcClient } from '@atrium/rpc';

/** Keys are fetched again this often, so that a key taken back is forgotten, in milliseconds. */
const FRESH_FOR_MS = 300_000;
/** An unknown key id triggers a fetch, but not more often than this: forged ids must not become a load. */
const REFETCH_AFTER_MS = 1_000;

/** The public keys that auth-service signs with, fetched by need and kept. */
@Injectable()
export class SigningKeyCache {
  private keys = new Map<string, KeyObject>();
  private fetchedAt = -Infinity;
  private fetching: Promise<void> | undefined;

  constructor(private readonly rpc: RpcClient) {}

  /** The key with this id; undefined when auth-service knows none. Rejects when it cannot be asked. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const age = performance.now() - this.fetchedAt;
    const known = this.keys.get(kid);
    if (known && age < FRESH_FOR_MS) return known;
    if (!known && age < REFETCH_AFTER_MS) return undefined;
    try {
      await this.refresh();
    } catch (error) {
      // A key that was good a moment ago still is while auth-service is away.
      if (known) return known;
      throw error;
    }
    return this.keys.get(kid);
  }

  private refresh(): Promise<void> {
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    const { keys } = await this.rpc.call(getJwks, {});
    this.keys = new Map(keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]));
    this.fetchedAt = performance.now();
  }
}
