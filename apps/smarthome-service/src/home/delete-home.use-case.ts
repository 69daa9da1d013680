import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { HomeAnnouncer } from './home-announcer.js';
import { HomeGate } from './home-gate.js';
import { HomeRepository } from './home.repository.js';

/** Removes a home, and with it its devices and everybody's part in it. */
@Injectable()
export class DeleteHome {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: HomeGate,
    private readonly homes: HomeRepository,
    private readonly announcer: HomeAnnouncer,
  ) {}

  /** Rejects with HOME_NOT_FOUND or FORBIDDEN. */
  execute(homeId: string, { userId }: Caller): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.gate.enter(userId, homeId, 'owner', tx);
      const members = await this.homes.findMembers(homeId, tx);
      await this.homes.remove(tx, homeId);
      await this.announcer.accessEnded(
        tx,
        homeId,
        members.map((member) => member.userId),
      );
    });
  }
}
