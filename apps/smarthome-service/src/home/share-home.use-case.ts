import { Injectable } from '@nestjs/common';
import { findUsers, type HomeMemberId, type PutHomeMemberRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, DomainError, RpcClient, type Caller } from '@atrium/rpc';

import { ReportQueue } from '../homegraph/report-queue.js';
import { Clock } from '../time/clock.js';
import { HomeAnnouncer } from './home-announcer.js';
import { HomeGate, roleTooLow } from './home-gate.js';
import { HomeLimits } from './home-limits.js';
import type { HomeMember } from './home-member.entity.js';
import { HomeRepository } from './home.repository.js';

/** What sharing needs besides the homes themselves. */
@Injectable()
export class ShareHomeParts {
  constructor(
    readonly limits: HomeLimits,
    readonly clock: Clock,
    readonly reports: ReportQueue,
    readonly announcer: HomeAnnouncer,
  ) {}
}

/** Decides who has a part in a home. */
@Injectable()
export class ShareHome {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gate: HomeGate,
    private readonly homes: HomeRepository,
    private readonly rpc: RpcClient,
    private readonly parts: ShareHomeParts,
  ) {}

  /** Rejects with HOME_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND, TOO_MANY_HOME_MEMBERS. */
  async put({ homeId, userId, role }: PutHomeMemberRequest, caller: Caller): Promise<HomeMember> {
    await this.gate.enter(caller.userId, homeId, 'owner');
    const [user] = await this.rpc.call(findUsers, { ids: [userId] }, AS_SERVICE);
    if (!user?.isActive) throw userNotFound();
    return this.unitOfWork.run(async (tx) => {
      const { ownerId } = await this.gate.enter(caller.userId, homeId, 'owner', tx);
      await this.homes.lockOwner(tx, ownerId);
      const members = await this.homes.findMembers(homeId, tx);
      const { membersPerHome } = this.parts.limits;
      if (members.length >= membersPerHome && !members.some((member) => member.userId === userId)) {
        throw new DomainError('TOO_MANY_HOME_MEMBERS', `A home may have ${membersPerHome} members`);
      }
      const member = await this.homes.putMember(tx, { homeId, userId, role, addedAt: this.parts.clock.now() });
      if (!member) throw new DomainError('FORBIDDEN', 'The owner of a home stays its owner');
      await this.parts.reports.requestSync(tx, [userId]);
      return member;
    });
  }

  /** Rejects with HOME_NOT_FOUND, FORBIDDEN, USER_NOT_FOUND. */
  async remove({ homeId, userId }: HomeMemberId, caller: Caller): Promise<void> {
    const home = await this.gate.enter(caller.userId, homeId, 'viewer');
    if (userId !== caller.userId && home.role !== 'owner') throw roleTooLow('owner');
    if (userId === home.ownerId) throw new DomainError('FORBIDDEN', 'The owner of a home stays its owner');
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.homes.removeMember(tx, homeId, userId))) throw userNotFound();
      await this.parts.announcer.accessEnded(tx, homeId, [userId]);
    });
  }
}

function userNotFound(): DomainError {
  return new DomainError('USER_NOT_FOUND', 'There is no such user');
}
