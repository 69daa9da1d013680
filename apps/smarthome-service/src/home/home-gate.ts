import { Injectable } from '@nestjs/common';
import type { HomeRole } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import { isAtLeast } from './home-role.js';
import { HomeRepository, type HomeOfMember } from './home.repository.js';

export function homeNotFound(): DomainError {
  return new DomainError('HOME_NOT_FOUND', 'There is no such home');
}

/** Says what a role is short of. */
export function roleTooLow(needed: HomeRole): DomainError {
  return new DomainError('FORBIDDEN', `This needs the role ${needed} in this home`);
}

/** Lets people into homes. A home that somebody has no part in does not exist for them. */
@Injectable()
export class HomeGate {
  constructor(private readonly homes: HomeRepository) {}

  /** The home as a member sees it. Rejects with HOME_NOT_FOUND, or FORBIDDEN where the role is too low. */
  async enter(userId: string, homeId: string, needed: HomeRole, tx?: Transaction): Promise<HomeOfMember> {
    const home = await this.homes.findForMember(userId, homeId, tx);
    if (!home) throw homeNotFound();
    if (!isAtLeast(home.role, needed)) throw roleTooLow(needed);
    return home;
  }
}
