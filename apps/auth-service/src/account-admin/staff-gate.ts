import { Injectable } from '@nestjs/common';
import type { Caller } from '@atrium/rpc';

import { IdentityRepository } from '../account/identity.repository.js';

/** Knows who is staff now: a token may be a quarter of an hour behind. */
@Injectable()
export class StaffGate {
  constructor(private readonly identities: IdentityRepository) {}

  async isStaff({ userId }: Pick<Caller, 'userId'>): Promise<boolean> {
    return (await this.identities.findActive(userId))?.isStaff ?? false;
  }
}
