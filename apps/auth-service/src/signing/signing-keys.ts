import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Jwks } from '@atrium/contracts';
import { KeyRing } from '@atrium/secrets';
import { RepeatedTask } from '@atrium/service';

import { sealContext } from './new-signing-key.js';
import { RotateSigningKeys } from './rotate-signing-keys.use-case.js';
import { isPublished, signingAt } from './signing-key-timetable.js';
import type { SigningKey } from './signing-key.entity.js';
import { SigningKeyRepository } from './signing-key.repository.js';
import { TokenLifetimes } from './token-lifetimes.js';

/** How often a replica looks for keys that another one made: well within the time they are announced. */
const RELOAD_EVERY_MS = 60_000;
const ROTATION_CHECK_EVERY_MS = 3_600_000;

/** A key as it is used: its timetable and the opened private half. */
interface LoadedKey extends Omit<SigningKey, 'sealedPrivateKey' | 'createdAt'> {
  readonly privateKey: KeyObject;
}

/** A key pair as a JSON Web Key (RFC 7517). */
export interface PrivateJwk extends JsonWebKey {
  readonly kid: string;
}

/** The signing keys in memory, the same in every replica; there is at least one before the first call is served. */
@Injectable()
export class SigningKeys implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private keys: readonly LoadedKey[] = [];
  private readonly reloading = new RepeatedTask('reload signing keys', RELOAD_EVERY_MS, () => this.reload());
  private readonly rotating = new RepeatedTask('rotate signing keys', ROTATION_CHECK_EVERY_MS, () =>
    this.rotateIfDue(),
  );

  constructor(
    private readonly repository: SigningKeyRepository,
    private readonly rotateSigningKeys: RotateSigningKeys,
    private readonly ring: KeyRing,
    private readonly lifetimes: TokenLifetimes,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.rotateSigningKeys.rotateIfDue();
    await this.reload();
  }

  onApplicationBootstrap(): void {
    this.reloading.start();
    this.rotating.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.reloading.stop(), this.rotating.stop()]);
  }

  /** The key that signs at this moment, and its id. */
  signing(now = new Date()): Pick<LoadedKey, 'kid' | 'privateKey'> {
    const key = signingAt(this.keys, now);
    if (!key) throw new Error('No signing key is loaded');
    return key;
  }

  /** What verifiers need now. */
  published(now = new Date()): Jwks {
    return { keys: this.publishedKeys(now).map(({ publicJwk }) => publicJwk) };
  }

  /** The same keys with their private halves, the one that signs now first. */
  privateJwks(now = new Date()): PrivateJwk[] {
    const { kid: signing } = this.signing(now);
    const keys = this.publishedKeys(now);
    return [...keys.filter(({ kid }) => kid === signing), ...keys.filter(({ kid }) => kid !== signing)].map(
      ({ kid, privateKey }) => ({ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }),
    );
  }

  /** Takes over what the database holds. Rejects, keeping what was loaded, when a private key cannot be opened. */
  async reload(): Promise<void> {
    this.keys = (await this.repository.findAll()).map((key) => this.load(key));
  }

  private publishedKeys(now: Date): LoadedKey[] {
    return this.keys.filter((key) => isPublished(key, now, this.lifetimes.longestSeconds));
  }

  private async rotateIfDue(): Promise<void> {
    await this.rotateSigningKeys.rotateIfDue();
    await this.rotateSigningKeys.removeOutdated();
    await this.reload();
  }

  private load({ kid, publicJwk, sealedPrivateKey, signsFrom, retiredAt }: SigningKey): LoadedKey {
    const known = this.keys.find((key) => key.kid === kid);
    const privateKey = known?.privateKey ?? this.open(kid, sealedPrivateKey);
    return { kid, publicJwk, signsFrom, retiredAt, privateKey };
  }

  private open(kid: string, sealed: Buffer): KeyObject {
    return createPrivateKey({ key: this.ring.open(sealed, sealContext(kid)), format: 'der', type: 'pkcs8' });
  }
}
