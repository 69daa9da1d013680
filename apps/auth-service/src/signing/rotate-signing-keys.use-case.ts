import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { KeyRing } from '@atrium/secrets';

import { newSigningKey } from './new-signing-key.js';
import { ANNOUNCED_FOR_MS, isRotationDue, outdatedAt } from './signing-key-timetable.js';
import type { SigningKey } from './signing-key.entity.js';
import { SigningKeyRepository } from './signing-key.repository.js';
import { TokenLifetimes } from './token-lifetimes.js';

/** Makes signing keys: the first one at once, each successor announced ahead of its first signature. */
@Injectable()
export class RotateSigningKeys {
  private readonly logger = new Logger(RotateSigningKeys.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: SigningKeyRepository,
    private readonly ring: KeyRing,
    private readonly lifetimes: TokenLifetimes,
  ) {}

  /** Makes the key that is due, if one is. Replicas that do so together make one. */
  async rotateIfDue(now = new Date()): Promise<void> {
    await this.change((newest) => isRotationDue(newest, now), now);
  }

  /** Announces a successor now, whatever the signing key's age, unless one is announced already. */
  async rotate(now = new Date()): Promise<void> {
    await this.change((newest) => newest.signsFrom <= now, now);
  }

  /** Destroys the keys that nothing is verified with any more. */
  async removeOutdated(now = new Date()): Promise<void> {
    await this.keys.removeRetired(outdatedAt(now, this.lifetimes.longestSeconds));
  }

  private async change(needsSuccessor: (newest: SigningKey) => boolean, now: Date): Promise<void> {
    const kid = await this.unitOfWork.run(async (tx) => {
      await this.keys.lockForChange(tx);
      const newest = await this.keys.findNewest(tx);
      if (!newest) return this.insert(tx, now);
      if (!needsSuccessor(newest)) return undefined;
      const takesOverAt = new Date(now.getTime() + ANNOUNCED_FOR_MS);
      await this.keys.retire(tx, newest.kid, takesOverAt);
      return this.insert(tx, takesOverAt);
    });
    if (kid !== undefined) this.logger.log({ msg: 'signing key made', kid });
  }

  private async insert(tx: Transaction, signsFrom: Date): Promise<string> {
    const key = await newSigningKey(this.ring, signsFrom);
    await this.keys.insert(tx, key);
    return key.kid;
  }
}
