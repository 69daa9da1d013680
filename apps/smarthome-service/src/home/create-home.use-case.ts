import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { CreateHomeRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { Clock } from '../time/clock.js';
import { HomeLimits } from './home-limits.js';
import { HomeRepository, type HomeOfMember } from './home.repository.js';

const BRIDGE_ID_BYTES = 8;

/** Makes a home that its maker owns. */
@Injectable()
export class CreateHome {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly homes: HomeRepository,
    private readonly limits: HomeLimits,
    private readonly clock: Clock,
  ) {}

  /** Rejects with TOO_MANY_HOMES. */
  execute({ name, rooms }: CreateHomeRequest, { userId }: Caller): Promise<HomeOfMember> {
    const home = {
      id: uuidv7(),
      ownerId: userId,
      name,
      rooms,
      bridgeId: randomBytes(BRIDGE_ID_BYTES).toString('hex'),
      createdAt: this.clock.now(),
    };
    return this.unitOfWork.run(async (tx) => {
      await this.homes.lockOwner(tx, userId);
      if ((await this.homes.countOfOwner(tx, userId)) >= this.limits.homesPerUser) {
        throw new DomainError('TOO_MANY_HOMES', `One person may own ${this.limits.homesPerUser} homes`);
      }
      await this.homes.insert(tx, home);
      return { ...home, mqttPrefix: null, activityWorkspaceId: null, role: 'owner' };
    });
  }
}
